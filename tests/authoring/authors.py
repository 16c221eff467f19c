"""Who publishes in the tests, what they keep secret, and who listens to the steps."""

from __future__ import annotations

import random
import string

from jupyter_hub_publish.domain.records import Actor

ADA, BOB = Actor(name="ada"), Actor(name="bob")


def token(seed: int = 1) -> str:
    """What looks like a GitHub token, and is none."""
    letters = random.Random(seed).choices(string.ascii_letters + string.digits, k=36)
    return "ghp_" + "".join(letters)


class Steps:
    """Every step that was told, once, and the run."""

    def __init__(self):
        self.names, self.ran = [], None

    def __call__(self, step, progress, *, ran=None):
        if step not in self.names:
            self.names.append(step)
        self.ran = ran or self.ran
