"""Every rule of the check has its name, its words and its weight here, and nowhere else."""

from __future__ import annotations

from typing import Literal

from ..domain.drafts import FindingKind
from ..domain.records import Record

Severity = Literal["stop", "warn", "note"]


class Rule(Record):
    """What a rule is called, by admins and by people."""

    name: str
    """What an admin writes to block it."""
    kind: FindingKind
    severity: Severity
    one: str
    """What it finds, such as `A GitHub token`."""
    many: str
    """The same in the plural: `GitHub tokens`."""
    tells: bool = True
    """Whether the ends of what was found may be shown: they identify a token, and give a password
    away."""


def _secret(name: str, one: str, many: str = "", *, tells: bool = True) -> Rule:
    plural = many or one.split(" ", 1)[1] + "s"
    return Rule(name=name, kind="secret", severity="stop", one=one, many=plural, tells=tells)


def _personal(name: str, one: str, many: str = "") -> Rule:
    plural = many or one.split(" ", 1)[1] + "s"
    return Rule(name=name, kind="personal", severity="warn", one=one, many=plural)


# The order is a precedence: what two rules find is named by the first of them.
SECRETS = (
    _secret("anthropic-key", "An Anthropic API key"),
    _secret("artifactory-token", "An Artifactory token"),
    _secret("aws-key", "An AWS key"),
    _secret("azure-key", "An Azure key"),
    _secret("cloudant-key", "A Cloudant key"),
    _secret("databricks-token", "A Databricks token"),
    _secret("digitalocean-token", "A DigitalOcean token"),
    _secret("discord-token", "A Discord bot token"),
    _secret("docker-token", "A Docker Hub token"),
    _secret("github-token", "A GitHub token"),
    _secret("gitlab-token", "A GitLab token"),
    _secret("google-key", "A Google API key or token", "Google API keys or tokens"),
    _secret("grafana-token", "A Grafana token"),
    _secret("groq-key", "A Groq API key"),
    _secret("huggingface-token", "A Hugging Face token"),
    _secret("ibm-cloud-key", "An IBM Cloud key"),
    _secret("kaggle-key", "A Kaggle API key"),
    _secret("langsmith-key", "A LangSmith API key"),
    _secret("mailchimp-key", "A Mailchimp key"),
    _secret("mapbox-token", "A secret Mapbox token", "secret Mapbox tokens"),
    _secret("notion-token", "A Notion token"),
    _secret("npm-token", "An npm token"),
    _secret("openai-key", "An OpenAI API key"),
    _secret("openrouter-key", "An OpenRouter API key"),
    _secret("perplexity-key", "A Perplexity API key"),
    _secret("pinecone-key", "A Pinecone API key"),
    _secret("pypi-token", "A PyPI token"),
    _secret("replicate-token", "A Replicate token"),
    _secret("sendgrid-key", "A SendGrid key"),
    _secret("sentry-token", "A Sentry token"),
    _secret("shopify-token", "A Shopify token"),
    _secret("slack-token", "A Slack token"),
    _secret("slack-webhook", "The address of a Slack webhook", "addresses of Slack webhooks"),
    _secret("softlayer-key", "A SoftLayer key"),
    _secret("square-secret", "A Square secret"),
    _secret("stripe-key", "A Stripe key"),
    _secret("telegram-token", "A Telegram bot token"),
    _secret("twilio-key", "A Twilio key"),
    _secret("vault-token", "A HashiCorp Vault token"),
    _secret("wandb-key", "A Weights & Biases API key"),
    _secret("xai-key", "An xAI API key"),
    _secret("private-key", "A private key", tells=False),
    _secret("jwt", "A signed web token (JWT)", "signed web tokens (JWT)"),
    _secret("jupyterhub-token", "A Jupyter server's token", "tokens of Jupyter servers"),
    _secret("jupyter-url", "A Jupyter address with its token", "Jupyter addresses with tokens"),
    _secret("kernel-connection", "The key of a kernel's connection", "keys of kernel connections"),
    _secret(
        "database-url", "A database's password in an address", "database passwords", tells=False
    ),
    _secret("url-password", "A password in an address", "passwords in addresses", tells=False),
    _secret("url-token", "A token in an address", "tokens in addresses"),
    _secret("authorization-header", "An Authorization header", tells=False),
    _secret(
        "password-widget", "The text of a password field", "texts of password fields", tells=False
    ),
    _secret("named-secret", "A password or key", "passwords or keys", tells=False),
    _secret(
        "environment-secret",
        "A secret of the environment",
        "secrets of the environment",
        tells=False,
    ),
    _secret(
        "environment-dump",
        "All environment variables",
        "lists of all environment variables",
        tells=False,
    ),
)

PERSONAL = (
    _personal("email-address", "An e-mail address", "e-mail addresses"),
    _personal("iban", "A bank account number (IBAN)", "bank account numbers (IBAN)"),
    _personal("credit-card", "A credit card number"),
    _personal("phone-number", "A phone number"),
)

PATHS = (
    Rule(
        name="own-path",
        kind="path",
        severity="warn",
        one="A path of your own machine",
        many="paths of your own machine",
    ),
    Rule(
        name="own-folder",
        kind="path",
        severity="note",
        one="Your home folder",
        many="home folders",
    ),
)

STRUCTURE = (
    Rule(name="out-of-order", kind="order", severity="warn", one="", many=""),
    Rule(name="error-output", kind="error", severity="warn", one="", many=""),
    Rule(name="missing-file", kind="missing", severity="warn", one="", many=""),
    Rule(name="large-output", kind="large", severity="warn", one="", many=""),
    Rule(name="never-run", kind="unrun", severity="note", one="", many=""),
    Rule(name="no-title", kind="title", severity="note", one="", many=""),
    Rule(name="no-prose", kind="prose", severity="note", one="", many=""),
)

ALL = (*SECRETS, *PERSONAL, *PATHS, *STRUCTURE)
BY_NAME = {rule.name: rule for rule in ALL}
PRECEDENCE = {rule.name: place for place, rule in enumerate(ALL)}
RULES: tuple[str, ...] = tuple(BY_NAME)
"""The names of all rules."""
