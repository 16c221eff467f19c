"""A cell shows one summary, which carries the handoff; an error is one sentence."""

import json
import sys

import msgspec
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from jupyter_hub_publish.domain.handoffs import MIME, parse
from jupyter_hub_publish.handoffs import lineage_events

WRITE = """
import pandas as pd
from jupyter_hub_publish import handoff, read_handoff
handoff(
    pd.DataFrame({"a<b>": [1, 2]}), "<i>forecast</i>", "tables",
    description="</p><script>alert(1)</script>", keys=["a<b>"],
)
"""


@pytest.fixture
def shell():
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


def run(shell, code):
    with capture_output() as captured:
        done = shell.run_cell(code)
    return done, captured


def test_the_output_carries_the_handoff_and_shows_its_names_as_text(shell):
    done, captured = run(shell, WRITE)
    assert done.success
    (output,) = captured.outputs
    said = parse(json.loads(json.dumps(output.data[MIME])))
    assert (said.name, said.rows, said.schema.primary_key) == ("<i>forecast</i>", 2, ("a<b>",))
    assert output.data["text/plain"].startswith("<i>forecast</i>: written to Parquet, 2 rows")
    html = output.data["text/html"]
    assert "<script" not in html
    assert "&lt;i&gt;forecast" in html
    assert "a&lt;b&gt;" in html


def test_a_read_leaves_a_trace_of_what_was_read(shell):
    run(shell, WRITE)
    _, captured = run(shell, 'rows = read_handoff("<i>forecast</i>", "tables")')
    (output,) = captured.outputs
    said = parse(output.data[MIME])
    assert (said.act, said.contract.major, said.sample) == ("read", 1, None)


def test_an_error_is_a_sentence_without_a_traceback(shell):
    done, captured = run(shell, WRITE + 'handoff(pd.DataFrame(), "forecast", "tables")')
    assert not done.success
    assert "BadInput: The frame has no columns." in captured.stdout
    assert "Traceback" not in captured.stdout
    assert "writing.py" not in captured.stdout


def test_outside_of_a_notebook_nothing_is_shown(folder, capsys):
    from jupyter_hub_publish import handoff

    handoff(pd.DataFrame({"a": [1]}), "forecast", folder / "tables")
    assert capsys.readouterr() == ("", "")


def test_a_lineage_event_names_the_table_and_nobody_s_password(frame, folder, monkeypatch):
    pytest.importorskip("openlineage.client")
    from jupyter_hub_publish import handoff

    monkeypatch.setenv("OPENLINEAGE__TRANSPORT__TYPE", "file")
    monkeypatch.setenv("OPENLINEAGE__TRANSPORT__LOG_FILE_PATH", str(folder / "events.json"))
    monkeypatch.setenv("OPENLINEAGE__TRANSPORT__APPEND", "true")
    handoff(frame, "bikeshare.forecast", "duckdb:///w.duckdb")
    event = msgspec.json.decode((folder / "events.json").read_bytes().splitlines()[0])
    (output,) = event["outputs"]
    assert event["eventType"] == "COMPLETE"
    assert (output["namespace"], output["name"]) == ("duckdb:///w.duckdb", "bikeshare.forecast")
    assert [one["name"] for one in output["facets"]["schema"]["fields"]] == list(frame.columns)
    assert output["outputFacets"]["outputStatistics"]["rowCount"] == 6


def test_an_endpoint_that_does_not_answer_is_a_warning_and_the_table_is_written(
    frame, folder, monkeypatch
):
    pytest.importorskip("openlineage.client")
    from jupyter_hub_publish import handoff, read_handoff

    monkeypatch.setenv("OPENLINEAGE_URL", "http://127.0.0.1:9")
    with pytest.warns(UserWarning, match="is written; the OpenLineage endpoint did not take"):
        handoff(frame, "forecast", folder / "tables")
    assert len(read_handoff("forecast", folder / "tables")) == 6
    assert "openlineage" in sys.modules
    assert lineage_events.__name__ in sys.modules
