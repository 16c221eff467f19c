"""Large files go through the service to a store and back; a store that is away is one sentence."""

from __future__ import annotations

import random

import httpx
import pytest
from bundles import packed
from object_stores import KEY, SECRET
from process import Process

LARGE = random.Random(1).randbytes(1_500_000)


@pytest.fixture
def process(hub, tmp_path, s3):
    running = Process(hub, tmp_path, "--HubPublish.blob_url=s3://reports/hub")
    yield running
    running.close()


def test_a_large_file_comes_back_and_is_missed_in_one_sentence(process, s3):
    token = {"Authorization": "token token-of-alice"}
    with httpx.Client(base_url=process.url, headers=token, trust_env=False) as alice:
        made = alice.post("api/reports", content=packed(attachments={"data.bin": LARGE}).getvalue())
        assert made.status_code == 201, made.text
        path = f"api/reports/{made.json()['id']}/versions/1"
        assert alice.get(f"{path}/attachments/data.bin").content == LARGE
        s3.empty()
        for each in ("attachments/data.bin", "bundle"):
            refused = alice.get(f"{path}/{each}")
            assert (refused.status_code, refused.json()["error"]["message"]) == (
                503,
                "A large file of the library is missing from its store.",
            )
        assert alice.get(f"{path}/notebook").status_code == 200
        s3.let_nobody_in()
        refused = alice.post(
            "api/reports", content=packed(attachments={"more": LARGE[::-1]}).getvalue()
        )
        assert refused.status_code == 503
        assert refused.json()["error"]["message"] == (
            "The store of the library's large files does not let this program in."
        )
        assert len(alice.get("api/reports").json()["hits"]) == 1
    assert KEY not in process.log
    assert SECRET not in process.log
    assert "Traceback" not in process.log
