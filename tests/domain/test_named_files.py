"""What a notebook reads is told from its code, and nothing of it is run."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notebooks import code, notebook, text

from jupyter_hub_publish.domain.named_files import MAX_NAMED, NamedFile, files_named, files_named_in


def named(*cells, language="python", reason="read"):
    """The names that cells of code name for this reason, in their order."""
    found = files_named(notebook(*map(code, cells), language_info={"name": language}))
    return [file.name for file in found if file.reason == reason]


@pytest.mark.parametrize(
    "call",
    [
        "open('x')", "open('x', 'rb')", "open(file='x')", "open('x', mode='r+')", "io.open('x')",
        "gzip.open('x', 'rt')", "json.load(open('x'))", "Path('x').read_text()",
        "Path('x').read_bytes()", "Path('x').open()", "pathlib.Path('x').open('r')",
        "pd.read_csv('x')", "pd.read_csv(filepath_or_buffer='x')", "pandas.read_excel(io='x')",
        "pl.scan_parquet('x')", "pl.read_csv(source='x')", "np.load('x')", "np.loadtxt(fname='x')",
        "np.genfromtxt('x')", "xr.open_dataset('x')", "gpd.read_file('x')", "Image.open('x')",
        "plt.imread('x')", "cv2.imread('x')", "sqlite3.connect('x')", "joblib.load('x')",
        "duckdb.read_csv('x')", "duckdb.read_parquet('x')", "duckdb.sql(\"from 'x.csv'\")",
        "torch.load('x')", "h5py.File('x')", "h5py.File('x', 'r')", "zipfile.ZipFile('x')",
        "create_engine('sqlite:///x')", "pd.read_csv('./x')", "pd.read_csv('a/../x')",
    ],
)  # fmt: skip
def test_what_reads_a_file_names_it(call):
    (name,) = named(f"frame = {call}")
    assert name in ("x", "x.csv", "./x", "a/../x")


@pytest.mark.parametrize(
    "expression",
    [
        "'data/' + 'x.csv'",
        "'data' + '/' + 'x.csv'",
        "os.path.join('data', 'x.csv')",
        "join('data', 'x.csv')",
        "Path('data') / 'x.csv'",
        "Path('data', 'x.csv')",
        "Path('data').joinpath('x.csv')",
        "Path.cwd() / 'data' / 'x.csv'",
        "str(Path('data') / 'x.csv')",
        "(Path('data') / 'x.csv').resolve()",
        "f'data/x.csv'",
        "f'{DATA}/x.csv'",
        "DATA + '/x.csv'",
        "DATA / FILE",
        "BOTH",
        "'data\\\\x.csv'",
    ],
)
def test_a_name_is_followed_through_what_joins_it(expression):
    known = "DATA = 'data'\nFILE: str = 'x.csv'\nBOTH = Path(DATA) / FILE"
    assert named(known, f"pd.read_csv({expression})") == ["data/x.csv"]


@pytest.mark.parametrize(
    "source",
    [
        "for name in ['a.csv', 'b.csv']:\n    pd.read_csv(name)",
        "frames = [pd.read_csv(f) for f in ('a.csv', 'b.csv')]",
        "frames = {n: pd.read_csv(f'{n}.csv') for n in ('a', 'b')}",
        "xr.open_mfdataset(['a.csv', 'b.csv'])",
        "A, B = 'a.csv', 'b.csv'\npd.read_csv(A), pd.read_csv(B)",
        "def load(path='a.csv', *, other='b.csv'):\n    return pd.read_csv(path), open(other)",
    ],
)
def test_several_names_are_several_files(source):
    assert named(source) == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    "source",
    [
        "open('x', 'w')", "open('x', mode='ab')", "Path('x').open('w')",
        "Path('x').write_text('y')", "frame.to_csv('x')", "h5py.File('x', 'w')",
        "pd.read_csv('https://example.org/x.csv')", "pd.read_csv('s3://b/x.csv')",
        "pd.read_csv('data/*.csv')", "pd.read_csv(name)", "pd.read_csv(f'{name}.csv')",
        "pd.read_json('{\"a\": 1}')", "pd.read_csv('')", "sqlite3.connect(':memory:')",
        "pd.read_csv('a\\nb')", "name = 'x'\nname = ask()\npd.read_csv(name)",
        "path = 'x'\ndef load(path):\n    return pd.read_csv(path)",
        "path = 'x'\npath += '2'\npd.read_csv(path)",
        "model.load('x')", "', '.join(['x'])", "urlopen('x')", "sns.load_dataset('iris')",
        "frame.to_csv('x')\npd.read_csv('x')", "with open('x', 'w') as f: f.write('')\nopen('./x')",
        "pd.read_csv(os.path.join(base, 'x.csv'))", "print('open(x)')",
    ],
)  # fmt: skip
def test_what_is_written_elsewhere_or_unknown_is_no_file_that_is_read(source):
    assert named(source) == []


def test_a_file_that_is_read_and_then_written_is_read():
    assert named("pd.read_csv('x')\nframe.to_csv('x')") == ["x"]


def test_a_function_s_names_end_with_it():
    source = "path = 'a'\ndef load(path='b'):\n    open(path)\nopen(path)"
    assert named(source) == ["b", "a"]


# IPython


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("%matplotlib inline\n!ls *.csv\npd.read_csv('x')", ["x"]),
        ("files = !ls\nflags = %env\npd.read_csv('x')", ["x"]),
        ("frame?\n?frame\nframe.head??\npd.read_csv('x')", ["x"]),
        ("%time frame = pd.read_csv('x')", ["x"]),
        ("%timeit -n 3 -r 1 pd.read_csv('x')", ["x"]),
        ("%%time\npd.read_csv('x')", ["x"]),
        ("if True:\n    !pip install a\n    pd.read_csv('x')", ["x"]),
        ("%%bash\ncat 'x'\nopen('y')", []),
        ("%%writefile made.py\nopen('y')", []),
        ("text = '''\n% of 100\n!\n'''\nopen('x')", ["x"]),
        ("%cd data\npd.read_csv('x')", ["data/x"]),
        ("import os\nos.chdir('data')\npd.read_csv('x')", ["data/x"]),
        ("import os\nos.chdir(somewhere)\npd.read_csv('x')\nopen('/etc/y')", ["/etc/y"]),
    ],
)
def test_what_belongs_to_ipython_does_not_hide_the_rest(source, names):
    assert named(source) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("%run fit.py --fast", ["fit.py"]),
        ("%run -i 'my fit'", ["my fit.py"]),
        ("%load fit.py", ["fit.py"]),
        ("!python -u tools/fit.py in.csv", ["tools/fit.py"]),
        ("!pip install x", []),
        ("%run", []),
        ("%run 'not closed", []),
        ("import runpy\nrunpy.run_path('fit.py')", ["fit.py"]),
        ("%%writefile fit.py\npass", []),
    ],
)
def test_scripts_are_named_where_they_are_run(source, names):
    assert named(source, reason="script") == names


def test_what_a_notebook_has_made_before_is_not_needed():
    assert named("%%writefile fit.py\npass", "%run fit.py", reason="script") == []


def test_modules_are_named_once_for_each_cell():
    cells = "import helpers.fit, os\nfrom helpers import x", "from pkg.a import b\nfrom . import c"
    found = files_named(notebook(*map(code, cells)))
    assert [(file.name, file.cell) for file in found] == [("helpers", 1), ("os", 1), ("pkg", 2)]
    assert {file.reason for file in found} == {"module"}


def test_images_in_texts_are_named():
    found = files_named(notebook(text("![a](fig/a.png)"), code(""), text("![a](fig/a.png)")))
    assert [(file.name, file.reason, file.cell) for file in found] == [
        ("fig/a.png", "image", 1),
        ("fig/a.png", "image", 3),
    ]


def test_a_file_is_named_once_for_each_cell_that_reads_it():
    found = files_named(notebook(code("open('x'); open('x')"), code("open('x')")))
    assert [file.cell for file in found] == [1, 2]


def test_a_cell_that_does_not_parse_is_read_by_pattern():
    source = "import helpers\nfrom a.b import c\npd.read_csv('x'\nopen(\"y\", 'w')"
    assert named(source) == ["x"]
    assert named(source, reason="module") == ["helpers", "a"]


def test_names_given_in_one_cell_are_known_in_the_next():
    assert named("BASE = 'data'", "pd.read_csv(f'{BASE}/x')") == ["data/x"]


def test_a_module_is_read_as_if_it_stood_in_the_cell():
    assert files_named_in("import other\nopen('x')", cell=7) == (
        NamedFile(name="x", reason="read", cell=7),
        NamedFile(name="other", reason="module", cell=7),
    )


# Other languages


def test_what_r_reads_is_told_by_pattern():
    source = """
    library(readr)
    a <- read.csv("a.csv"); b = readr::read_csv('b.csv', n_max = 3)
    m <- readRDS(file = file.path("models", "m.rds")); saveRDS(m, "out.rds")
    write.csv(a, "out.csv"); u <- read.csv("https://example.org/u.csv")
    source("helpers.R")
    """
    assert named(source, language="R") == ["a.csv", "b.csv", "models/m.rds"]
    assert named(source, language="R", reason="script") == ["helpers.R"]


def test_what_julia_reads_is_told_by_pattern():
    source = """
    using CSV
    a = CSV.read("a.csv", DataFrame); b = readdlm(joinpath("data", "b.txt"))
    include("helpers.jl"); open("out.txt", "w")
    """
    assert named(source, language="julia") == ["a.csv", "data/b.txt"]
    assert named(source, language="julia", reason="script") == ["helpers.jl"]


# Whatever comes


PART = st.text("abcxyz019 äß_-", min_size=1, max_size=8).filter(lambda part: part.strip() == part)


@settings(deadline=None)
@given(st.lists(PART, min_size=2, max_size=5), st.randoms())
def test_however_a_path_is_joined_it_is_the_same_path(parts, random):
    lines = [f"p = Path({parts[0]!r})"]
    for part in parts[1:]:
        ways = (
            f"p = p / {part!r}",
            f"p = os.path.join(p, {part!r})",
            f"p = Path(p).joinpath({part!r})",
            f"p = f'{{p}}/' + {part!r}",
        )
        lines.append(random.choice(ways))
    assert named("\n".join(lines), "pd.read_csv(p)") == ["/".join(parts)]


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("%!?'\"()[]{}=.\n \t\\abopen", max_size=300))
def test_no_source_is_too_odd(source):
    for language in ("python", "R", "julia"):
        for cell_type in ("code", "markdown", "raw"):
            cell = {"cell_type": cell_type, "source": source}
            files_named(notebook(cell, language_info={"name": language}))


@pytest.mark.parametrize(
    "source",
    [
        "-" * 100_000 + "1", "x" + ".y" * 100_000, "(" * 100_000, "open(" * 50_000,
        "'a' + " * 50_000 + "'b'", " " * 400_000, "a" * 399_999, "a." * 190_000, "?" * 100_000,
        "%run " * 70_000, "!\n" * 50_000, "read.csv(" * 40_000, "import " + "a, " * 100_000,
        "joinpath(" + '"a", ' * 60_000, "a" + ", b" * 100_000 + "\n!", "\t" * 200_000 + "=",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["python", "R", "julia"])
def test_no_source_takes_long(source, language):
    start = time.process_time()
    named(source, language=language)
    assert time.process_time() - start < 2


def test_ten_thousand_files_are_not_all_told():
    cells = [f"open('{cell}-{n}.csv')" for cell in range(100) for n in range(100)]
    assert len(files_named(notebook(*map(code, cells)))) <= MAX_NAMED
