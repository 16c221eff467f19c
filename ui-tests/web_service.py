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
from handed import handoff, reading, shown  # noqa: E402  the same
from notebooks import code, text  # noqa: E402  the same
from running import RunningService, StandInHub  # noqa: E402  the same

PAGE = b"<!doctype html><html lang=en><title>Sizes</title><main><h1>Sizes</h1></main></html>"
FIELDS = (
    {"name": "station_id", "type": "integer", "description": "Station, as in bikeshare.stations"},
    {"name": "hour", "type": "datetime", "description": "Start of the hour, local time"},
    {"name": "bikes", "type": "number", "description": "Expected bikes", "unit": "count"},
    {"name": "weather", "type": "string", "description": "Forecast used for the hour"},
    {"name": "of_all_stations_" * 12, "type": "number"},
)
STATISTICS = (
    {"name": "station_id", "nulls": 0, "min": 1, "max": 500, "histogram": [90, 80, 90, 90, 80]},
    {"name": "bikes", "nulls": 0, "min": 0, "max": 41.5, "histogram": [30, 70, 100, 50, 10, 1]},
    {
        "name": "weather",
        "nulls": 4032,
        "top": [{"value": "dry", "rows": 102_480}, {"value": "rain", "rows": 45_360}],
    },
)


def handed(service: RunningService) -> str:
    """A dataset that somebody writes and others read; its id."""
    said = handoff(
        "bikeshare.forecast",
        *FIELDS,
        description="Expected bikes per station and hour for the next 14 days.",
        fresh=86_400,
        statistics=STATISTICS,
        sample=[[114, "2026-11-20T17:00:00", 12.4, "dry", None]] * 3,
    )
    writer = {"by": "alice", "page": PAGE, "audience": "everyone"}
    service.publish(code("handoff(df, …)", [shown(said)]), title="Demand", **writer)
    service.publish(reading("bikeshare.forecast", *FIELDS), title="Fleet", **writer)
    (found,) = service.ask("GET", "api/datasets", by="alice").json()["datasets"]
    path = f"api/datasets/{found['id']}"
    plan = {"title": "Fleet planning", "link": "https://bi.example.org/", "tool": "Power BI"}
    service.ask("POST", f"{path}/consumers", by="alice", json=plan)
    why = {"text": "Why above zero at night? " * 9, "kind": "problem", "column": "bikes"}
    service.ask("POST", f"{path}/questions", by="carol", json=why)
    return found["id"]


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
        ids["dataset"] = handed(service)
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
