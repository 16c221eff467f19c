"""The cells of the gallery's notebooks, by kind; `make_gallery` runs them."""

from __future__ import annotations

NOTEBOOKS = {
    "plotly": [
        ("markdown", "# Plotly\n\nThree ways in which figures get into notebooks."),
        (
            "code",
            """
import plotly.graph_objects as go, plotly.io as pio
pio.renderers.default = "plotly_mimetype"
weeks = list(range(1, 27))
fig = go.Figure()
fig.add_scatter(x=weeks, y=[w ** 1.3 for w in weeks], name="posts", mode="lines+markers")
fig.add_bar(x=weeks, y=[w * 0.8 for w in weeks], name="comments")
fig.update_layout(title="Posts per week", xaxis_title="week", yaxis_title="count")
fig.show()
""",
        ),
        ("markdown", "## As HTML that loads its script from a CDN"),
        (
            "code",
            """
import plotly.express as px
pio.renderers.default = "notebook_connected"
px.scatter(x=[1, 2, 3, 4, 5], y=[2, 1, 4, 3, 5], color=list("aabbc"), template="plotly_white").show()
""",
        ),
        (
            "code",
            """
from IPython.display import HTML
HTML(go.Figure(go.Pie(labels=["a", "b", "c"], values=[3, 2, 1])).to_html(
    include_plotlyjs="cdn", full_html=False))
""",
        ),
        ("markdown", "## Of the world"),
        (
            "code",
            """
pio.renderers.default = "plotly_mimetype"
px.choropleth(locations=["FRA", "DEU", "BRA"], color=[1, 2, 3], locationmode="ISO-3", height=320).show()
""",
        ),
        ("markdown", "## With another template"),
        (
            "code",
            """
pio.renderers.default = "plotly_mimetype"
go.Figure(go.Heatmap(z=[[1, 2, 3], [4, 5, 6], [7, 8, 9]]), layout={"template": "ggplot2"}).show()
""",
        ),
    ],
    "altair": [
        ("markdown", "# Altair and Vega"),
        (
            "code",
            """
import altair as alt, pandas as pd
teams = pd.DataFrame({"size": range(5, 45), "posts": [i ** 1.4 for i in range(5, 45)],
                      "kind": ["a", "b"] * 20})
alt.Chart(teams, title="Posts by team size").mark_circle(size=60).encode(
    x="size", y="posts", color="kind", tooltip=["size", "posts"]).interactive()
""",
        ),
        ("markdown", "## As a MIME bundle"),
        (
            "code",
            """
from IPython.display import display
bars = alt.Chart(teams).mark_bar().encode(x=alt.X("size", bin=True), y="count()", color="kind").properties(
    width="container")
display({"application/vnd.vegalite.v5+json": bars.to_dict(), "text/plain": "<VegaLite>"}, raw=True)
""",
        ),
        ("markdown", "## Of Vega itself"),
        (
            "code",
            """
display({"application/vnd.vega.v5+json": {
    "$schema": "https://vega.github.io/schema/vega/v5.json", "width": 400, "height": 160,
    "padding": 5,
    "data": [{"name": "t", "values": [{"x": "A", "y": 28}, {"x": "B", "y": 55}, {"x": "C", "y": 43}]}],
    "scales": [
        {"name": "x", "type": "band", "domain": {"data": "t", "field": "x"}, "range": "width", "padding": 0.1},
        {"name": "y", "domain": {"data": "t", "field": "y"}, "nice": True, "range": "height"}],
    "axes": [{"orient": "bottom", "scale": "x"}, {"orient": "left", "scale": "y"}],
    "marks": [{"type": "rect", "from": {"data": "t"}, "encode": {"enter": {
        "x": {"scale": "x", "field": "x"}, "width": {"scale": "x", "band": 1},
        "y": {"scale": "y", "field": "y"}, "y2": {"scale": "y", "value": 0},
        "fill": {"value": "steelblue"}}}}]}, "text/plain": "<Vega>"}, raw=True)
""",
        ),
        ("markdown", "## With data that is elsewhere"),
        (
            "code",
            """
alt.Chart("https://data.example.org/cars.json").mark_point().encode(x="a:Q", y="b:Q")
""",
        ),
    ],
    "bokeh": [
        ("markdown", "# Bokeh"),
        (
            "code",
            """
from bokeh.io import output_notebook, show
from bokeh.plotting import figure
output_notebook()
""",
        ),
        (
            "code",
            """
p = figure(height=300, width=600, title="A line and its points", tools="pan,wheel_zoom,hover,reset")
p.line([1, 2, 3, 4, 5], [6, 7, 2, 4, 5], line_width=2, legend_label="line")
p.scatter([1, 2, 3, 4, 5], [6, 7, 2, 4, 5], size=10)
show(p)
""",
        ),
        ("markdown", "## With a slider and a table"),
        (
            "code",
            """
from bokeh.layouts import column
from bokeh.models import ColumnDataSource, CustomJS, DataTable, Slider, TableColumn
source = ColumnDataSource({"x": [1, 2, 3], "y": [3, 1, 2]})
q = figure(height=200, sizing_mode="stretch_width")
q.vbar(x="x", top="y", width=0.8, source=source)
slider = Slider(start=1, end=5, value=1, title="times")
slider.js_on_change("value", CustomJS(args={"source": source}, code='''
    source.data = {x: [1, 2, 3], y: [3, 1, 2].map(y => y * cb_obj.value)}'''))
table = DataTable(source=source, columns=[TableColumn(field="x"), TableColumn(field="y")], height=120)
show(column(slider, q, table, sizing_mode="stretch_width"))
""",
        ),
    ],
    "widgets": [
        ("markdown", "# Widgets\n\nTheir state is saved in the notebook."),
        (
            "code",
            """
import ipywidgets as w
w.VBox([w.IntSlider(value=7, max=20, description="Teams"), w.Dropdown(options=["a", "b"], description="Kind"),
        w.Checkbox(value=True, description="With comments"), w.FloatProgress(value=0.6, max=1.0, description="Done"),
        w.Button(description="Run again", icon="check", button_style="success")])
""",
        ),
        ("markdown", "## What a widget has printed"),
        (
            "code",
            """
out = w.Output()
with out:
    print("printed in a widget")
w.Tab([w.HTML("<b>The first tab</b>"), out], titles=["One", "Two"])
""",
        ),
        (
            "code",
            """
from IPython.display import display
display({"application/vnd.jupyter.widget-view+json": {"model_id": "gone", "version_major": 2, "version_minor": 0},
         "text/plain": "100%|██████████| 10/10"}, raw=True)
""",
        ),
    ],
    "diagrams": [
        (
            "markdown",
            """
# Diagrams

```mermaid
flowchart LR
  Notebook --> Page --> Reader
  Page --> Search
```
""",
        ),
        (
            "code",
            """
from IPython.display import display
display({"text/vnd.mermaid": "sequenceDiagram\\n  Author->>Library: publish\\n  Library-->>Reader: a report",
         "text/plain": "<Mermaid>"}, raw=True)
""",
        ),
        (
            "code",
            'display({"text/vnd.mermaid": "flowchart what is this", "text/plain": "no diagram"}, raw=True)',
        ),
    ],
    "maps": [
        ("markdown", "# Maps"),
        (
            "code",
            """
import folium
m = folium.Map([48.2, 11.6], zoom_start=5)
folium.Marker([48.14, 11.58], popup="<b>Munich</b>", tooltip="here",
              icon=folium.Icon(color="red", icon="info-sign")).add_to(m)
folium.Marker([48.21, 16.37], popup="Vienna").add_to(m)
folium.CircleMarker([47.37, 8.54], radius=12, fill=True, tooltip="Zurich").add_to(m)
m
""",
        ),
        ("markdown", "## A choropleth"),
        (
            "code",
            """
def square(name, x, y):
    ring = [[x, y], [x + 4, y], [x + 4, y + 4], [x, y + 4], [x, y]]
    return {"type": "Feature", "id": name, "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}

areas = {"type": "FeatureCollection", "features": [
    square("a", 5, 45), square("b", 10, 45), square("c", 5, 50), square("d", 10, 50)]}
c = folium.Map([50, 10], zoom_start=4)
folium.Choropleth(areas, data={"a": 1, "b": 5, "c": 9, "d": 14}, key_on="feature.id",
                  fill_color="YlGn", legend_name="posts").add_to(c)
c
""",
        ),
        ("markdown", "## GeoJSON itself"),
        (
            "code",
            """
from IPython.display import GeoJSON
GeoJSON(areas)
""",
        ),
    ],
    "mathematics": [
        (
            "markdown",
            r"""
# Mathematics

A price of $5 to $10 is none; $e^{i\pi} + 1 = 0$ is, and so is \\(a_1 * b_1\\) and \(x^2\).

$$\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}$$

\\[ \sum_{n=1}^\infty \frac{1}{n^2} = \frac{\pi^2}{6} \\]

\[ \oint_C f(z)\,dz = 0 \]

\begin{align}
\nabla \cdot E &= \rho / \varepsilon_0 \label{gauss} \\
\nabla \cdot B &= 0
\end{align}

Equation \eqref{gauss} is Gauss's law; $\frac{1$ is no formula at all.

| what | formula |
| --- | --- |
| area | $\pi r^2$ |
| norm | $\lVert x \rVert$ |
""",
        ),
        (
            "code",
            """
import sympy as sp
sp.init_printing()
x = sp.symbols("x")
sp.Integral(sp.exp(-x ** 2) * sp.cos(x), (x, 0, sp.oo))
""",
        ),
        (
            "code",
            r"""
from IPython.display import Latex
Latex(r"\begin{equation} \mathbf{A} = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \end{equation}")
""",
        ),
    ],
    "markdown": [
        (
            "markdown",
            """
# Markdown

| left | right | centre |
| :--- | ---: | :---: |
| a | 1 | x |
| b | 22 | y |

- [x] done
- [ ] to do
    - nested

> A quotation.

> [!NOTE]
> As on GitHub, with **bold** text.

> [!WARNING]
> Take care.

:::{tip} Of MyST
With a title, and a [link](https://example.org).
:::

```{important}
A fence of MyST.
```

:::note
As elsewhere.
:::

<div class="alert alert-info"><b>Tip:</b> as in JupyterLab.</div>

A claim[^1] and another[^long], ~~struck~~, H~2~O is no formula.

Term
: its definition

[^1]: The first footnote.
[^long]: The second, with `code`.

```python
def f(x):
    return x + 1  # a comment
```

```sql
SELECT name FROM teams WHERE size > 10;
```

```r
x <- c(1, 2); plot(x)
```
""",
        ),
    ],
    "tables": [
        ("markdown", "# Tables"),
        (
            "code",
            """
import pandas as pd
teams = pd.DataFrame({"team": list("abcde"), "size": [5, 12, 20, 33, 41], "growth": [0.1, -0.2, 0.35, 0.0, 0.7]})
teams
""",
        ),
        (
            "code",
            """
teams.style.format({"growth": "{:.0%}"}).background_gradient(subset=["size"], cmap="Blues").bar(
    subset=["growth"], color=["#e99", "#9c9"], align="mid").set_caption("Styled")
""",
        ),
        ("code", "pd.DataFrame({f'column {i}': range(3) for i in range(30)})"),
    ],
    "images": [
        ("markdown", "# Images"),
        (
            "code",
            """
%matplotlib inline
import matplotlib.pyplot as plt
plt.rcParams["figure.dpi"] = 60
plt.plot([1, 2, 4, 8], marker="o"); plt.title("PNG");
""",
        ),
        (
            "code",
            """
from matplotlib_inline.backend_inline import set_matplotlib_formats
set_matplotlib_formats("svg")
plt.figure(figsize=(4, 2)); plt.plot([3, 1, 2]); plt.title("SVG");
""",
        ),
        (
            "code",
            """
import io
from IPython.display import Image, display
from PIL import Image as Picture, ImageDraw
def frame(i):
    picture = Picture.new("RGB", (160, 80), (250, 240, 200))
    ImageDraw.Draw(picture).ellipse((i * 15, 20, i * 15 + 40, 60), fill=(25, 118, 210))
    return picture
frames = [frame(i) for i in range(8)]
for kind in ("gif", "jpeg"):
    file = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:], "duration": 100, "loop": 0} if kind == "gif" else {}
    frames[0].save(file, kind, **more)
    display(Image(file.getvalue(), format=kind))
""",
        ),
    ],
    "data": [
        ("markdown", "# Data"),
        (
            "code",
            """
from IPython.display import JSON, Audio, display
import base64, json
JSON({"team": "a", "members": [{"name": f"person {i}", "posts": i * 3} for i in range(30)],
      "open": True, "parent": None, "ratio": 0.25, "note": "<b>not bold</b> </script><!-- nor this"})
""",
        ),
        (
            "code",
            """
display({"application/vnd.example.thing+json": {"a": [1, 2, {"b": None}]}}, raw=True)
display({"application/x-unknown": "?", "text/plain": "an unknown kind, as its text"}, raw=True)
""",
        ),
        (
            "code",
            """
import math
Audio([math.sin(i / 8) for i in range(4000)], rate=8000)
""",
        ),
        (
            "code",
            """
import struct
sound = b"RIFF" + struct.pack("<I", 36 + 800) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", 800) + bytes(
    int(128 + 100 * math.sin(i / 4)) for i in range(800))
display({"audio/wav": base64.b64encode(sound).decode(), "text/plain": "<sound>"}, raw=True)
pdf = b"%PDF-1.1\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\\ntrailer<</Root 1 0 R>>"
display({"application/pdf": base64.b64encode(pdf).decode(), "text/plain": "<PDF>"}, raw=True)
""",
        ),
        (
            "code",
            r"""
import sys
print("\x1b[31mred\x1b[0m \x1b[1;32mbold green\x1b[0m \x1b[48;5;226m yellow \x1b[0m")
print("a warning", file=sys.stderr)
1 / 0
""",
        ),
    ],
    "scripts": [
        ("markdown", "# HTML with scripts"),
        (
            "code",
            """
from IPython.display import HTML, Javascript
HTML('''<canvas id="own" width="300" height="60"></canvas>
<script>const c = document.getElementById("own").getContext("2d"); c.fillStyle = "#1976d2"; c.fillRect(10, 10, 280, 40)</script>''')
""",
        ),
        ("code", "Javascript('element.textContent = \"written by a script\"')"),
        ("markdown", "## That need the network"),
        (
            "code",
            """
HTML('''<div id="chart">A chart should be here.</div><script src="https://cdn.example.org/chart.js"></script>''')
""",
        ),
        (
            "code",
            """
HTML('''<p>Video:</p><iframe width="400" height="200" src="https://video.example.org/embed/x"></iframe>''')
""",
        ),
        (
            "code",
            """
HTML('''<div id="leaf" style="height: 200px"></div>
<link rel="stylesheet" href="https://unpkg.com/leaflet@1.9.4/dist/leaflet.css">
<script src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"></script>
<script>L.circle(L.latLng(48, 11), {radius: 50000}).addTo(L.map("leaf").setView([48, 11], 7))</script>''')
""",
        ),
    ],
}
