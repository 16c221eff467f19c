"""Secrets that never were: drawn by a seeded generator, and built from parts.

So no scanner finds one in this repository, and every run plants the same ones.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

from notebooks import code, notebook, printed, text

LETTERS = string.ascii_letters + string.digits
BASE64 = LETTERS + "+/"
URL_SAFE = LETTERS + "-_"
HEX = "0123456789abcdef"


class Planted(NamedTuple):
    """A secret, and what a person or a program writes that holds it."""

    kind: str
    value: str
    shown: str
    """The value, or the address, header or line that it is always a part of."""


class Dice:
    """Draws characters."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def __call__(self, alphabet: str, length: int) -> str:
        return "".join(self._random.choices(alphabet, k=length))

    def uuid(self) -> str:
        return "-".join(self(HEX, length) for length in (8, 4, 4, 4, 12))

    def password(self) -> str:
        """As people choose them, and as managers do."""
        word = self._random.choice(["Bluebird", "kettle", "Zaragoza", "mandolin"])
        drawn = self(LETTERS + "!#%+", 14)
        return self._random.choice([f"{word}{self('123456789', 3)}!", f"{drawn}7a"])


def _bare(kind: str, draw: Callable[[Dice], str]) -> Callable[[Dice], Planted]:
    """A secret that anyone can tell by its form."""

    def plant(dice: Dice) -> Planted:
        value = draw(dice)
        return Planted(kind, value, value)

    return plant


def _within(kind: str, frame: str, draw: Callable[[Dice], str]) -> Callable[[Dice], Planted]:
    """A secret that only what stands around it gives away."""

    def plant(dice: Dice) -> Planted:
        value = draw(dice)
        return Planted(kind, value, frame.replace("{}", value))

    return plant


def _jwt(dice: Dice) -> str:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    header, body = part({"alg": "HS256", "typ": "JWT"}), part({"sub": dice(HEX, 12), "n": 7})
    return f"{header}.{body}.{dice(URL_SAFE, 43)}"


def _pem(of: str) -> Callable[[Dice], str]:
    def draw(dice: Dice) -> str:
        lines = [dice(BASE64, 64) for _ in range(6)]
        frame = f"{of} PRIVATE KEY-----".lstrip()
        return "\n".join(["-----BEGIN " + frame, *lines, "-----END " + frame])

    return draw


def _discord(dice: Dice) -> str:
    account = base64.b64encode(dice("123456789", 18).encode()).decode()
    return f"{account}.{dice(LETTERS, 6)}.{dice(URL_SAFE, 27)}"


def _connection(dice: Dice) -> Planted:
    key = dice.uuid()
    ports = {f"{name}_port": 50_000 + n for n, name in enumerate(("shell", "iopub", "hb"))}
    return Planted("kernel connection", key, json.dumps({**ports, "key": key}))


KINDS: tuple[Callable[[Dice], Planted], ...] = (
    _bare("GitHub", lambda d: "ghp" + "_" + d(LETTERS, 36)),
    _bare("GitHub", lambda d: "gho" + "_" + d(LETTERS, 36)),
    _bare("GitHub", lambda d: "ghs" + "_" + d(LETTERS, 36)),
    _bare("GitHub fine-grained", lambda d: f"github{'_'}pat_{d(LETTERS, 22)}_{d(LETTERS, 59)}"),
    _bare("GitLab", lambda d: "glpat" + "-" + d(LETTERS, 20)),
    _bare("Hugging Face", lambda d: "hf" + "_" + d(string.ascii_letters, 34)),
    _bare("OpenAI", lambda d: "sk" + "-proj-" + d(URL_SAFE, 48) + d(LETTERS, 8)),
    _bare("OpenAI", lambda d: "sk" + "-" + d(LETTERS, 48)),
    _bare("Anthropic", lambda d: "sk" + "-ant-api03-" + d(URL_SAFE, 90) + "AA"),
    _bare("Groq", lambda d: "gsk" + "_" + d(LETTERS, 52)),
    _bare("Replicate", lambda d: "r8" + "_" + d(LETTERS, 37)),
    _bare("Google", lambda d: "AI" + "za" + d(URL_SAFE, 34) + d(LETTERS, 1)),
    _bare("Google sign-in", lambda d: "GOC" + "SPX-" + d(URL_SAFE, 27) + d(LETTERS, 1)),
    _bare("AWS", lambda d: "AK" + "IA" + d(string.ascii_uppercase + "234567", 16)),
    _within("AWS secret", "aws_secret_access_key = {}", lambda d: d(BASE64, 39) + d(LETTERS, 1)),
    _within(
        "Azure",
        "DefaultEndpointsProtocol=https;AccountName=corp;AccountKey={};EndpointSuffix=core",
        lambda d: d(BASE64, 86) + "==",
    ),
    _bare("Databricks", lambda d: "da" + "pi" + d(HEX, 32)),
    _within(
        "Snowflake",
        "snowflake://anna:{}@ab12345.eu-central-1/SALES?warehouse=WH",
        lambda d: d(LETTERS, 14),
    ),
    _within("database", "postgresql+psycopg2://report:{}@db.corp.local:5432/sales", Dice.password),
    _within("database", "mongodb+srv://report:{}@cluster0.ab1cd.mongodb.net/sales", Dice.password),
    _within("address", "https://anna:{}@files.corp.local/exports/2024.csv", Dice.password),
    _within("Jupyter address", "http://127.0.0.1:8888/lab?token={}", lambda d: d(HEX, 48)),
    _within("JupyterHub", "JUPYTERHUB_API_TOKEN={}", lambda d: d(HEX, 32)),
    _within("JupyterHub", "JPY_API_TOKEN={}", lambda d: d(HEX, 32)),
    _within("Authorization", "Authorization: Bearer {}", lambda d: d(URL_SAFE, 39) + d(LETTERS, 1)),
    _within(
        "Authorization",
        "Authorization: Basic {}",
        lambda d: base64.b64encode(f"anna:{d(LETTERS, 15)}".encode()).decode(),
    ),
    _connection,
    _bare("private key", _pem("RSA")),
    _bare("private key", _pem("")),
    _bare("private key", _pem("OPENSSH")),
    _bare("JWT", _jwt),
    _bare(
        "Slack", lambda d: f"xox{'b'}-{d('123456789', 12)}-{d('123456789', 12)}-{d(LETTERS, 24)}"
    ),
    _bare(
        "Slack webhook",
        lambda d: (
            "https://hooks.slack.com/ser"
            + f"vices/T{d(LETTERS, 9)}/B{d(LETTERS, 9)}/{d(LETTERS, 24)}"
        ),
    ),
    _bare("Stripe", lambda d: "sk" + "_live_" + d(LETTERS, 24)),
    _bare("npm", lambda d: "npm" + "_" + d(LETTERS, 36)),
    _bare("PyPI", lambda d: "py" + "pi-" + "AgEIcHlwaS5vcmc" + d(URL_SAFE, 84) + d(LETTERS, 1)),
    _bare("SendGrid", lambda d: f"S{'G'}.{d(URL_SAFE, 22)}.{d(URL_SAFE, 42)}{d(LETTERS, 1)}"),
    _bare("Telegram", lambda d: f"{d('123456789', 9)}:{'AA'}{d(URL_SAFE, 32)}{d(LETTERS, 1)}"),
    _within("Discord", "discord bot: {}", _discord),
    _bare("Twilio", lambda d: "S" + "K" + d(HEX, 32)),
    _bare("Mailchimp", lambda d: d(HEX, 32) + "-us" + d("12345678", 1)),
    _bare("Docker", lambda d: "dckr" + "_pat_" + d(URL_SAFE, 26) + d(LETTERS, 1)),
    _bare("DigitalOcean", lambda d: "dop" + "_v1_" + d(HEX, 64)),
    _bare("Vault", lambda d: "hv" + "s." + d(URL_SAFE, 24) + d(LETTERS, 1)),
    _within("Weights & Biases", 'WANDB_API_KEY="{}"', lambda d: d(HEX, 40)),
    _within("Kaggle", '{"username":"anna","key":"{}"}', lambda d: d(HEX, 32)),
    _within("dotenv", "DB_PASSWORD={}", Dice.password),
    _within("dotenv", "CRM_API_KEY={}", lambda d: d(LETTERS, 30) + "7a"),
    _within("dotenv", "SESSION_SECRET={}", lambda d: d(HEX, 40)),
    _within(
        "signed address", "https://api.corp.local/v1/rows?api_key={}&page=2", lambda d: d(HEX, 40)
    ),
)


def secrets(seed: int = 4, rounds: int = 2) -> list[Planted]:
    """Some of each kind."""
    dice = Dice(seed)
    return [plant(dice) for _ in range(rounds) for plant in KINDS]


# Where they are planted


def in_code(secret: Planted) -> dict[str, Any]:
    return code(f"import client\nclient.connect(\n    {secret.shown!r},\n    retries=3,\n)\n")


def in_text(secret: Planted) -> dict[str, Any]:
    return code("client.show()", [printed(f"Connected.\n{secret.shown}\nready\n")])


def in_html(secret: Planted) -> dict[str, Any]:
    html = f'<table><tr><td>0</td><td class="v">{escape(secret.shown)}</td></tr></table>'
    data = {"text/html": html.splitlines(keepends=True), "text/plain": "<Table>"}
    return code("client.table()", [{"output_type": "display_data", "data": data, "metadata": {}}])


def in_json(secret: Planted) -> dict[str, Any]:
    data = {"application/json": {"page": 1, "rows": [{"id": 7, "note": secret.shown}]}}
    return code("client.rows()", [{"output_type": "display_data", "data": data, "metadata": {}}])


PLACES = {"code": in_code, "text": in_text, "html": in_html, "json": in_json}


def planted(secret: Planted, place: str) -> dict[str, Any]:
    """A notebook whose third cell holds the secret, in this place."""
    opening = text("# Rows of the client\n\nWhat the client's rows say about its customers.")
    return notebook(opening, code("import pandas as pd\n1 + 1"), PLACES[place](secret))
