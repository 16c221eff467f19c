"""What people ask of a dataset is read in the notebook that writes it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bundles import packed
from handed import writing

from jupyter_hub_publish.domain.datasets import QuestionToAsk
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary

ASKING = """
from jupyter_hub_publish import handoff
found = handoff.requests("bikeshare.forecast")
print(len(found), found[0].text, handoff.requests("another"), sep="\\n")
print(found)
print(found._repr_html_())
"""


def test_open_questions_are_read_where_the_server_of_the_same_account_keeps_them(tmp_path: Path):
    library = LocalLibrary.open(tmp_path / "library", cache=tmp_path / "cache")
    ada, eva = Actor(name="ada"), Actor(name="eva")
    library.publishing.publish_new(packed(writing()), actor=ada)
    (dataset,) = library.datasets.search(actor=eva).datasets
    asked = QuestionToAsk(text="In <local> time?", column="hour", kind="problem")
    library.datasets.ask(dataset.id, asked, actor=eva)
    library.close()
    settings = {
        "author": "ada",
        "library_folder": str(tmp_path / "library"),
        "cache_folder": str(tmp_path / "cache"),
    }
    config = json.dumps({"HubPublish": settings})
    (tmp_path / "jupyter_server_config.json").write_text(config)
    told = subprocess.run(
        [sys.executable, "-c", ASKING],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert told[:3] == ["1", "In <local> time?", "Nobody waits for an answer."]
    assert told[3].startswith("bikeshare.forecast on hour: In <local> time? (eva, ")
    assert "<b>eva</b> reports a problem" in told[4]
    assert "In &lt;local&gt; time?" in told[4]
