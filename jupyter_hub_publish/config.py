"""Settings, as `c.HubPublish.…` in Jupyter's configuration files and on the command line."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import platformdirs
from jupyter_core.paths import jupyter_data_dir
from traitlets import Dict, Enum, Int, List, TraitError, Unicode, validate
from traitlets.config import Configurable

from .domain.policy import Policy
from .domain.reachable import Reachable
from .domain.records import Audience
from .domain.sources import is_source


class HubPublish(Configurable):
    """Where the library lies, and in whose name it is used."""

    author = Unicode(
        help="Name under which reports are published. Empty: the account that runs the server."
    ).tag(config=True)

    library_folder = Unicode(
        help="Folder of the library. Empty: `hub-publish` in Jupyter's data folder. People who set"
        " the same folder share one library."
    ).tag(config=True)

    db_url = Unicode(
        help="Database of the library, such as `postgresql+psycopg://host/reports`: a team whose"
        " servers all name it shares one library. Empty: SQLite, in `library_folder`."
    ).tag(config=True)

    blob_url = Unicode(
        help="Store of large files beside the database, such as `s3://bucket/reports`, or a folder."
        " Its credentials stand in its own environment variables. Empty: all is in the database."
    ).tag(config=True)

    service_url = Unicode(
        help="Address of the hub's service, as this server reaches it, such as"
        " `http://proxy/services/hub-publish/`. Empty: the environment variable"
        " HUB_PUBLISH_SERVICE_URL; without it, the library is this server's own."
    ).tag(config=True)

    cache_folder = Unicode(
        help="Folder of the search index, on a disk of this machine; it can be deleted at any time."
        " Empty: `jupyter-hub-publish` in the account's cache folder."
    ).tag(config=True)

    public_url = Unicode(
        help="Address under which readers reach this server, its base URL included, such as"
        " `https://lab.example.org/`: the beginning of permanent links. Empty: the address that the"
        " browser used."
    ).tag(config=True)

    extra_script_src = List(
        Unicode(),
        help="Hosts that pages may load scripts, styles, fonts, images and data from, such as"
        " `cdn.example.org` or `https://tile.example.org/osm/`. A page can send what it shows to"
        " them, and they learn who reads it. Empty: pages load nothing from anywhere else.",
    ).tag(config=True)

    blocked_rules = List(
        Unicode(),
        help="Rules of the check before publishing, such as `github-token`, whose findings the"
        " library refuses, whatever the author decides. Empty: the author decides about all.",
    ).tag(config=True)

    publishes_per_hour = Int(
        120,
        min=0,
        help="Publications that one person may send to the hub's service in an hour; more are"
        " answered with 429 and the time to wait. 0: as many as they like.",
    ).tag(config=True)

    quota_person = Int(
        0,
        min=0,
        help="Bytes that the reports of one person may take in the library of the hub's service."
        " 0: any number.",
    ).tag(config=True)

    quota_group = Int(
        0,
        min=0,
        help="Bytes that the reports which one group owns may take. 0: any number.",
    ).tag(config=True)

    default_audience = Enum(
        ("", "everyone", "link", "private"),
        "",
        help="For whom a new report in the hub's library is until its author decides otherwise:"
        " `everyone`, `link` or `private`. Empty: `everyone`.",
    ).tag(config=True)

    group_audiences = Dict(
        key_trait=Unicode(),
        value_trait=Enum(("everyone", "people", "link", "private")),
        help="The same for the members of groups, such as `{'team-a': 'people'}`: for that group."
        " Of several groups the first one here counts.",
    ).tag(config=True)

    audit_days = Int(
        400,
        min=0,
        help="Days for which a hub's service keeps written down who has done what. 0: for ever.",
    ).tag(config=True)

    webhook_hosts = List(
        Unicode(),
        help="Hosts that the library may tell, by a webhook, of changes in datasets, such as"
        " `hooks.example.org` or `chat.corp:8065`. Of a host in a private network, name its address"
        " or network as well, such as `10.0.0.0/8`. Empty: none is told.",
    ).tag(config=True)

    @validate("webhook_hosts")
    def _check_webhook_hosts(self, proposal: dict[str, list[str]]) -> list[str]:
        try:
            Reachable(tuple(proposal["value"]))
        except ValueError as error:
            raise TraitError(f"HubPublish.webhook_hosts: {error}.") from error
        return proposal["value"]

    @validate("extra_script_src")
    def _check_extra_script_src(self, proposal: dict[str, list[str]]) -> list[str]:
        for entry in proposal["value"]:
            if not is_source(entry):
                raise TraitError(
                    f"HubPublish.extra_script_src: {entry!r} is no host, such as `cdn.example.org`,"
                    " `*.example.org` or `https://tile.example.org/osm/`."
                )
        return proposal["value"]

    @validate("public_url")
    def _check_public_url(self, proposal: dict[str, str]) -> str:
        url = proposal["value"].rstrip("/")
        if url and not url.startswith(("http://", "https://")):
            raise TraitError("HubPublish.public_url has to begin with http:// or https://.")
        return url

    def policy(self) -> Policy:
        """What is set about publications."""
        return Policy(
            quota_person=self.quota_person,
            quota_group=self.quota_group,
            audience=self._default_audience(),
            group_audiences=tuple(self.group_audiences.items()),
        )

    def _default_audience(self) -> Audience | None:
        return self.default_audience or None  # type: ignore[return-value]  # the trait has checked

    def author_name(self) -> str:
        """The author of what is published here; never what a browser says of itself."""
        if owner := os.environ.get("JUPYTERHUB_USER", ""):
            return owner  # the hub knows better than any setting of this server's
        if author := " ".join(self.author.split()):
            return author
        try:
            return getpass.getuser()
        except (KeyError, OSError):  # an account without a name, as containers have them
            return f"uid-{os.getuid()}"

    def library_path(self) -> Path:
        """The folder of the library."""
        if self.library_folder:
            return Path(self.library_folder).expanduser()
        return Path(jupyter_data_dir()) / "hub-publish"

    def library_url(self) -> str:
        """The address of the library's database."""
        return self.db_url or f"sqlite:///{self.library_path().absolute() / 'library.sqlite'}"

    def service(self) -> tuple[str, str] | None:
        """The hub's service and the token to ask it with, where this server is under one."""
        url = self.service_url or os.environ.get("HUB_PUBLISH_SERVICE_URL", "")
        token = os.environ.get("JUPYTERHUB_API_TOKEN", "")
        return (f"{url.rstrip('/')}/", token) if url and token else None

    def cache_path(self) -> Path:
        """The folder of the search index."""
        if self.cache_folder:
            return Path(self.cache_folder).expanduser()
        return Path(platformdirs.user_cache_dir("jupyter-hub-publish", appauthor=False))
