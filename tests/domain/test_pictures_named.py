"""Which images a notebook names."""

from notebooks import code, notebook, text

from jupyter_hub_publish.domain.named_pictures import pictures_named


def shown(**data):
    return {"output_type": "display_data", "metadata": {}, "data": data}


def test_images_are_named_by_texts_and_by_outputs_that_show_texts():
    cells = (
        text("![](a.png) <img src=b.png width=3>"),
        code("x", [shown(**{"text/markdown": "![](c.png)"})]),
        code("y", [shown(**{"text/html": ["<img ", "src='d.png'>"]})]),
        code("z", [shown(**{"text/plain": "![](e.png)"})]),
    )
    assert pictures_named(notebook(*cells)) == ("a.png", "b.png", "c.png", "d.png")
