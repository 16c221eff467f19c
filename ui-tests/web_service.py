"""The hub's service with its web pages, for browsers: it ends when nobody listens any more.

People are signed in as the header X-Person says, by what stands in for a hub in the other tests.
"""

import json
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "service")]

from bundles import packed  # noqa: E402  where they lie is known only now
from notebooks import code, text  # noqa: E402  the same
from running import RunningService, StandInHub  # noqa: E402  the same

PAGE = b"<!doctype html><html lang=en><title>Sizes</title><main><h1>Sizes</h1></main></html>"


def main() -> None:
    """Tell where it is in one line of JSON, and serve until the end of the input."""
    hub = StandInHub()
    hub.add("alice", "team-a")
    hub.add("carol", "team-a")
    with tempfile.TemporaryDirectory() as folder:
        service = RunningService(hub, Path(folder))
        service.hub.oauth_redirect_uri = service.url + "oauth_callback"
        ids = {
            "open": service.publish(
                by="alice",
                page=PAGE,
                title="Sizes_of_" + "all_teams_" * 20,
                summary="How large teams are. " * 20,
                tags=["teams", *(f"gene-{n}" for n in range(600))],
            ),
            "closed": service.publish(by="alice", page=PAGE, title="Plans", audience="private"),
        }
        ids["team"] = service.publish(
            by="alice", page=PAGE, title="Bikes", owner="group:team-a", audience="everyone"
        )
        again = packed(
            text("# Peaks\n\nFour of them, and longer by a word."),
            code("fit(4, " + "with_a_long_name=0, " * 20 + ")"),
            page=PAGE,
            title="Bikes",
        ).getvalue()
        service.ask("POST", f"api/reports/{ids['team']}/versions", by="alice", content=again)
        service.ask("PUT", f"api/reports/{ids['open']}/star", by="alice")
        carols = service.publish(by="carol", page=PAGE, title="Drafts", audience="private")
        please = {"message": "Please. " * 60}
        service.ask("POST", f"api/reports/{carols}/access", by="alice", json=please)
        sys.stdout.write(json.dumps({"url": service.url, "ids": ids}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        service.close()
    hub.close()


if __name__ == "__main__":
    main()
