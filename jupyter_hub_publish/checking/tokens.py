"""Secrets that carry their maker's mark: a prefix, a frame or a header that nothing else has."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

import msgspec

from .likelihood import is_key, is_random
from .patterns import Pattern
from .texts import Text

# A token begins where no word goes on; after `\n` in the text of a string a new one begins.
_BEGIN = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))"
_WORD, _DASHED = "[A-Za-z0-9]", "[A-Za-z0-9_-]"


def _drawn(value: str, match: re.Match[str], text: Text) -> bool:
    return is_random(value)


def _keyed(value: str, match: re.Match[str], text: Text) -> bool:
    return is_key(value)


def _marked(rule: str, regex: str, *keywords: str, end: str = _WORD) -> Pattern:
    """A token of this form, which ends where no character of `end` follows."""
    return Pattern(rule, keywords, f"{_BEGIN}{regex}(?!{end})", judge=_drawn)


_PREFIXED = (
    _marked("anthropic-key", rf"sk-ant-{_DASHED}{{32,200}}", "sk-ant-", end=_DASHED),
    _marked("artifactory-token", r"AKC[A-Za-z0-9]{40,100}", "AKC"),
    _marked("artifactory-token", r"cmVmdGtu[A-Za-z0-9]{50,60}", "cmVmdGtu"),
    _marked("databricks-token", r"dapi[0-9a-f]{32}(?:-[0-9]{1,2})?", "dapi"),
    _marked("digitalocean-token", r"do[opr]_v1_[0-9a-f]{64}", "_v1_"),
    _marked("docker-token", rf"dckr_[po]at_{_DASHED}{{24,60}}", "dckr_", end=_DASHED),
    _marked(
        "github-token", r"gh[pousr]_[A-Za-z0-9]{36,255}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"
    ),
    _marked("github-token", r"github_pat_[A-Za-z0-9_]{36,255}", "github_pat_", end="[A-Za-z0-9_]"),
    _marked("google-key", r"AIza[A-Za-z0-9_-]{35}", "AIza", end=_DASHED),
    _marked("google-key", r"GOCSPX-[A-Za-z0-9_-]{28}", "GOCSPX-", end=_DASHED),
    _marked("google-key", r"ya29\.[A-Za-z0-9_-]{30,300}", "ya29.", end=_DASHED),
    _marked("grafana-token", r"glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}", "glsa_"),
    _marked("grafana-token", r"glc_[A-Za-z0-9+/]{32,300}={0,2}", "glc_", end="[A-Za-z0-9+/=]"),
    _marked("groq-key", r"gsk_[A-Za-z0-9]{40,60}", "gsk_"),
    _marked("huggingface-token", r"(?:hf|api_org)_[A-Za-z0-9]{30,40}", "hf_", "api_org_"),
    _marked("langsmith-key", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}", "lsv2_"),
    _marked("mapbox-token", rf"sk\.eyJ{_DASHED}{{30,200}}\.{_DASHED}{{20,40}}", "sk.eyJ"),
    _marked("notion-token", r"(?:ntn_|secret_)[A-Za-z0-9]{40,50}", "ntn_", "secret_"),
    _marked("npm-token", r"npm_[A-Za-z0-9]{36}", "npm_"),
    _marked("npm-token", r":_authToken=([A-Za-z0-9_-]{30,80})", ":_authToken", end=_DASHED),
    _marked("openai-key", rf"sk-(?:proj|svcacct|admin)-{_DASHED}{{32,200}}", "sk-", end=_DASHED),
    _marked("openai-key", r"sk-[A-Za-z0-9]{48}", "sk-", end=_DASHED),
    _marked("openrouter-key", r"sk-or-v1-[0-9a-f]{64}", "sk-or-"),
    _marked("perplexity-key", r"pplx-[A-Za-z0-9]{40,60}", "pplx-"),
    _marked("pinecone-key", r"pcsk_[A-Za-z0-9_]{40,90}", "pcsk_", end="[A-Za-z0-9_]"),
    _marked("replicate-token", r"r8_[A-Za-z0-9]{37,40}", "r8_"),
    _marked("sentry-token", r"sntr(?:ys|yu)_[A-Za-z0-9_+/=-]{60,400}", "sntry", end=_DASHED),
    _marked("shopify-token", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", "shp"),
    _marked("slack-token", r"xox[a-z](?:\.xox[bp])?-[A-Za-z0-9-]{20,300}", "xox", end=_DASHED),
    _marked("slack-token", r"xapp-[0-9]-[A-Z0-9]{8,14}-[0-9]{8,16}-[0-9a-f]{40,80}", "xapp-"),
    _marked("stripe-key", r"[rs]k_live_[A-Za-z0-9]{24,120}", "k_live_"),
    _marked("stripe-key", r"whsec_[A-Za-z0-9+/]{32,60}", "whsec_", end="[A-Za-z0-9+/]"),
    _marked("vault-token", rf"hv[sbr]\.{_DASHED}{{24,300}}", "hvs.", "hvb.", "hvr.", end=_DASHED),
    _marked("xai-key", r"xai-[A-Za-z0-9]{60,100}", "xai-"),
    _marked("azure-key", r"([A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})", "Q~", end=_DASHED),
)

_NAMED = (
    Pattern(
        "aws-key",
        ("accesskey", "access_key", "sessiontoken", "session_token"),
        (
            r"(?i)(?:secret_?access_?key|session_?token)[\"'\]]{0,3}\s{0,3}[=:,]\s{0,3}[\"']?"
            r"([A-Za-z0-9/+]{40}|[A-Za-z0-9/+=]{100,1000})(?![A-Za-z0-9/+])"
        ),
        after=1100,
        judge=_drawn,
    ),
    Pattern(
        "azure-key",
        ("accesskey=", "accountkey=", "sig="),
        r"(?i)(?:SharedAccessKey=|AccountKey=|[?&]sig=)([A-Za-z0-9+/%]{43,90}(?:=|%3D){1,2})",
        judge=_drawn,
    ),
    Pattern(
        "kaggle-key",
        ("kaggle", '"username"'),
        (
            r"(?:KAGGLE_KEY[\"'\]]{0,3}\s?[=:,]\s?[\"']?"
            r"|\"username\"\s?:\s?\"[^\"\n]{1,60}\"\s?[,\n]\s?\"key\"\s?:\s?\")([0-9a-f]{32})\b"
        ),
        judge=_drawn,
    ),
    Pattern(
        "wandb-key",
        ("wandb",),
        (
            r"(?i)wandb(?:_api_key[\"'\]]{0,3}\s?[=:,]\s?|\.login\([^)\n]{0,60}?key\s?=\s?|\s+login\s+)"
            r"[\"']?([0-9a-f]{40}|wandb_v1_[A-Za-z0-9_]{40,100})\b"
        ),
        judge=_drawn,
    ),
)


def _has_a_body(value: str, match: re.Match[str], text: Text) -> bool:
    """Templates have the frame of a key, and nothing in it."""
    return re.search(r"[A-Za-z0-9+/=]{40}", value) is not None


def _is_signed(value: str, match: re.Match[str], text: Text) -> bool:
    try:
        header = msgspec.json.decode(urlsafe_b64decode(value.split(".")[0] + "=="))
    except (ValueError, msgspec.DecodeError):
        return False
    return isinstance(header, dict) and "alg" in header


_FRAMED = (
    Pattern(
        "private-key",
        ("PRIVATE KEY",),
        (
            r"(?s)-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----"
            r"(?:(?:(?!-----).){40,16000}-----END [A-Z0-9 ]{0,40}-----"
            r"|[A-Za-z0-9+/=\s\\\"']{40,16000})"  # its end may have been cut off
        ),
        after=16_200,
        judge=_has_a_body,
        lines=True,
    ),
    Pattern(
        "private-key",
        ("Private-Lines:",),
        r"Private-Lines: \d{1,3}(?:\s|\\n)([A-Za-z0-9+/=\s\\]{40,16000})",
        after=16_200,
        judge=_has_a_body,
        lines=True,
    ),
    Pattern(
        "jwt",
        ("eyJ",),
        (
            r"(?:(?<![A-Za-z0-9_.-])|(?<=\\[nrt]))"
            r"eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,6000}\.[A-Za-z0-9_-]{16,1500}"
        ),
        after=9_600,
        judge=_is_signed,
    ),
    Pattern(
        "kernel-connection",
        ("signature_scheme", "hb_port"),
        r"\"key\"\s?:\s?\"([0-9a-f]{8}-[0-9a-f-]{20,40}|[0-9a-f]{32,64})\"",
        before=600,
        after=600,
    ),
    Pattern(
        "jupyterhub-token",
        ("JUPYTERHUB_", "JPY_", "JUPYTER_TOKEN", "CONFIGPROXY_"),
        (
            r"(?:JUPYTERHUB_API_TOKEN|JPY_API_TOKEN|JPY_COOKIE_SECRET|JUPYTERHUB_CRYPT_KEY"
            r"|JUPYTERHUB_COOKIE_SECRET|CONFIGPROXY_AUTH_TOKEN|JUPYTER_TOKEN)"
            r"[\"'\]]{0,3}\s{0,3}[=:,]\s{0,3}[\"']?([A-Za-z0-9_-]{16,128})(?![A-Za-z0-9_-])"
        ),
        judge=_drawn,
    ),
    Pattern(
        "jupyter-url",
        ("token=",),
        r"(?<=[?&;])token=([0-9a-f]{32,64})(?![A-Za-z0-9])",
        judge=_drawn,
    ),
    Pattern(
        "authorization-header",
        ("authorization", "api-key", "private-token", "auth-token"),
        (
            r"(?i)(?:authorization|x-api-key|private-token|x-auth-token)[\"'\]]{0,3}\s{0,3}[:=,]\s{0,3}[\"']?\s?"
            r"(?:(?:bearer|basic|token|apikey|api-token|negotiate)\s{1,3})?([A-Za-z0-9._~+/=-]{16,2000})"
        ),
        after=2_100,
        judge=_keyed,
    ),
)

TOKENS = (*_PREFIXED, *_NAMED, *_FRAMED)
