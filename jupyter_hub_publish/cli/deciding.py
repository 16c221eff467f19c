"""What the check has found, as the command line says it and decides about it."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.drafts import Decision, Finding
from ..domain.errors import Blocked, Undecided


def decisions(findings: Iterable[Finding], *, masking: bool, reason: str) -> tuple[Decision, ...]:
    """What is decided about them by the options; what was masked before is masked again.

    `masking` is about secrets; with a `reason`, what still has to be decided is published.
    """
    return tuple(
        decision
        for finding in findings
        if (decision := _decision(finding, masking=masking, reason=reason)) is not None
    )


def _decision(finding: Finding, *, masking: bool, reason: str) -> Decision | None:
    again = finding.proposed == "mask"
    secret = finding.kind == "secret" or finding.severity == "stop"
    if "mask" in finding.remedies and (again or (masking and secret)):
        return Decision(finding=finding.id, remedy="mask")
    if "waive" in finding.remedies and reason and finding.severity == "stop":
        return Decision(finding=finding.id, remedy="waive", reason=reason)
    return None


def require_decided(findings: Iterable[Finding], decided: Iterable[Decision]) -> None:
    """Raise Undecided or Blocked, with a hint how to go on, while something stops."""
    known = {decision.finding for decision in decided}
    left = [each for each in findings if each.severity == "stop" and each.id not in known]
    if left:
        if any("waive" not in each.remedies for each in left):
            raise Blocked(
                f"An administrator blocks what breaks the rule {left[0].rule}.",
                hint="--mask writes dots over secrets, --check-only says where all of it is.",
            )
        number = len(left)
        needs = "1 secret needs a decision" if number == 1 else f"{number} secrets need a decision"
        raise undecided(f"{needs}.")


def undecided(message: str) -> Undecided:
    """The sentence, with a hint that says how to go on at the command line."""
    return Undecided(
        message,
        hint="--mask writes dots over it, --accept REASON publishes it, --check-only says where"
        " it is.",
    )


def as_line(finding: Finding) -> str:
    """A finding for people: how grave it is, what and where."""
    cells = ", ".join(map(str, finding.cells))
    place = f"cell {cells}: " if len(finding.cells) == 1 else f"cells {cells}: " if cells else ""
    masked = f" ({finding.masked})" if finding.masked else ""
    return f"{finding.severity}  {place}{' '.join(finding.message.split())}{masked}"
