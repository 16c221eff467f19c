"""`jupyter hub-publish doctor`: what is wrong, one sentence each, and what mends it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..hosts.hub_config import NAME
from .command import FAILED, Command, print_json
from .diagnosing import Finding, examine_library
from .diagnosing_hub import examine_hub, examine_service


class DoctorCommand(Command):
    """Look for what is wrong, and say what mends it. Nothing is changed.

    In the terminal of a user's server it looks at the way to the service; with the address of the
    hub as browsers have it, at the way through the proxies in front as well. Where the service
    runs, it looks at the library and its folders, and with the service's variables at its rights.
    """

    name = "doctor"
    usage = "[ADDRESS]"
    description = __doc__

    def run(self) -> None:
        """Print a line for each thing; exit code 1 if anything is wrong."""
        if len(self.extra_args) > 1:
            self.refuse_call("Name one address, such as https://hub.example.org/.")
        if self.extra_args and not self.extra_args[0].startswith(("http://", "https://")):
            self.refuse_call("Say the hub's address, such as https://hub.example.org/.")
        findings = []
        for finding in self._examine():
            findings.append(finding)
            if not self.json:
                print(_as_line(finding), flush=True)
        if self.json:
            print_json(findings)
        if not all(finding.fine for finding in findings):
            self.exit(FAILED)

    def _examine(self) -> Iterator[Finding]:
        api, token = (os.environ.get(f"JUPYTERHUB_API_{name}", "") for name in ("URL", "TOKEN"))
        if api and token:
            yield from examine_hub(api, token)
        service = self.settings.service()
        if service:
            yield from examine_service(*service)
        else:
            yield from examine_library(self.settings)
        if self.extra_args:
            outside = f"{self.extra_args[0].rstrip('/')}/services/{NAME}/"
            yield from examine_service(outside, token)


def _as_line(finding: Finding) -> str:
    mark = "ok   " if finding.fine else "WRONG"
    remedy = f" {finding.remedy}" if finding.remedy else ""
    return f"{mark}  {finding.about}: {finding.message}{remedy}"
