"""Honest notebooks raise no alarm: people who are stopped for nothing stop reading."""

import json
from pathlib import Path

import pytest
from notebooks import code, notebook, printed, text

from jupyter_hub_publish import checking

ROOT = Path(__file__).parents[2]
CLEAN = [
    *sorted((ROOT / "examples").glob("*.ipynb")),
    *sorted((ROOT / "tests" / "rendering" / "gallery").glob("*.ipynb")),
]


def findings(book):
    return checking.check(book, key=b"key", seconds=60).findings


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_nothing_stops_the_examples_and_the_gallery(path):
    assert [f.message for f in findings(json.loads(path.read_text())) if f.severity == "stop"] == []


@pytest.mark.parametrize("path", CLEAN[:3], ids=lambda path: path.stem)
def test_the_examples_have_nothing_to_be_said_about_them(path):
    assert findings(json.loads(path.read_text())) == ()


INNOCENT = [
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "md5 d41d8cd98f00b204e9800998ecf8427e  data.csv",
    "sha256:9f86d081884c7d659a2feaa822ad015ad656c2cc53b3f1e1b1c0d5f0ce7b1f2e",
    "id 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "<Figure size 640x480 with 1 Axes>",
    "model-00001-of-00002.safetensors: 100%|█████████| 4.98G/4.98G [01:12<00:00, 68.9MB/s]",
    "{'input_ids': [101, 7592, 2088, 102], 'token_type_ids': [0, 0, 0, 0]}",
    "Epoch 3/10 - loss: 0.3132 - accuracy: 0.9011 - 4s/epoch - 2ms/step",
    "/usr/local/lib/python3.11/site-packages/pandas/core/frame.py:1234: FutureWarning: x",
    "https://files.example.org/packages/aa/bb/ccdd/pandas-2.2.0.tar.gz?download=1#sha=1",
    "https://api.example.org/v1/rows?key=value&page=2",
    "1234567812345678 2000000000000000003 4111.1111 +12345678901",
    "Optimizer(lr=1e-3, betas=(0.9, 0.999), eps=1e-08)",
    "host='localhost', port=5432, password=***",
    "postgresql://user:password@localhost/db and amqp://guest:guest@localhost",
    "git@github.com:owner/name.git and user@host and someone@example.com",
    "MHC class HLA-A*02:01 peptide SIINFEKL, chr1:10000-20000 rs123456",
    "ATGCATGCATGCATGCATGCATGCATGCATGCATGCATGCATGC",
    "TOKENIZERS_PARALLELISM=false",
    "PRIMARY_KEY=customer_id",
    "Authorization: Bearer <token>",
    "Authorization: Bearer YOUR_TOKEN_HERE_1234",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "sk-learn-contrib, sk-image and sk-dist; hf_hub_download; npm_config; gsk_plc",
]


@pytest.mark.parametrize("said", INNOCENT)
def test_what_only_looks_like_a_secret_raises_no_alarm(said):
    html = {"text/html": f"<pre>{said}</pre>", "text/plain": said}
    output = {"output_type": "display_data", "data": html, "metadata": {}}
    book = notebook(
        text(f"# What it says\n\n{said}"), code(f"# {said}"), code("1", [printed(said), output])
    )
    assert [(f.rule, f.message) for f in findings(book) if f.kind in ("secret", "personal")] == []


def test_pictures_are_not_read():
    drawn = "AKIA" + "ABCDEFGH23456723" * 40
    media = {"image/png": drawn, "text/html": f'<img src="data:image/png;base64,{drawn}">'}
    book = notebook(
        text(f"# A\n\n![](data:image/png;base64,{drawn})"),
        code("1", [{"output_type": "display_data", "data": media}]),
    )
    assert [f.rule for f in findings(book) if f.kind == "secret"] == []
