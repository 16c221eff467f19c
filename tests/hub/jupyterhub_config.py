"""A JupyterHub for the tests and for `make hub`: on 127.0.0.1 only, and never for real use.

HUBTEST_DIR is its folder, HUBTEST_PORT the proxy's port; the three above it are taken as well.
HUBTEST_BASE is the path of the hub, HUBTEST_TLS says that its parts show each other certificates,
HUBTEST_DOMAIN gives each person and the service a name of their own under this one.
"""

import os
import sys
from pathlib import Path

from jupyter_hub_publish.hosts.hub_config import hub_config

c = get_config()

run = Path(os.environ["HUBTEST_DIR"])
port = int(os.environ["HUBTEST_PORT"])
tls = "HUBTEST_TLS" in os.environ
inside = "https" if tls else "http"

c.JupyterHub.bind_url = f"http://127.0.0.1:{port}{os.environ.get('HUBTEST_BASE', '/')}"
c.JupyterHub.hub_bind_url = f"{inside}://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.api_url = f"{inside}://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.pid_file = str(run / "proxy.pid")
c.ConfigurableHTTPProxy.command = [os.environ["HUBTEST_PROXY"]]
c.JupyterHub.db_url = f"sqlite:///{run / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(run / "cookie-secret")

c.JupyterHub.internal_ssl = tls
c.JupyterHub.internal_certs_location = str(run / "certificates")
if domain := os.environ.get("HUBTEST_DOMAIN"):
    c.JupyterHub.subdomain_host = f"http://{domain}:{port}"

c.JupyterHub.authenticator_class = "shared-password"
c.Authenticator.allowed_users = {"alice", "bob", "carol", "dave", "erin"}
c.Authenticator.admin_users = {"hubadmin"}
c.SharedPasswordAuthenticator.user_password = "users-password"
c.SharedPasswordAuthenticator.admin_password = "an-admin-password-of-32-characters-or-more"
c.JupyterHub.load_groups = {"team-a": {"users": ["alice", "bob", "dave", "erin"]}}

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(run / "home" / "{username}")
c.Spawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
c.Spawner.ip = "127.0.0.1"
c.Spawner.default_url = "/lab"
c.Spawner.args = ["--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
if os.geteuid() == 0:
    c.Spawner.args += ["--ServerApp.allow_root=True"]
c.Spawner.environment = {"XDG_CACHE_HOME": str(run / "cache")}
if "JUPYTER_PATH" in os.environ:  # where the bundle of this tree lies, if not in the environment
    c.Spawner.environment["JUPYTER_PATH"] = os.environ["JUPYTER_PATH"]

hub_config(
    c,
    url=f"{inside}://127.0.0.1:{port + 3}",
    arguments=(
        f"--HubPublish.library_folder={run / 'library'}",
        f"--HubPublish.cache_folder={run / 'index'}",
    ),
)
