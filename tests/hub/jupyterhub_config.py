"""A JupyterHub for the tests and for `make hub`: on 127.0.0.1 only, and never for real use.

HUBTEST_DIR is its folder, HUBTEST_PORT the proxy's port; the three above it are taken as well.
"""

import os
import sys
from pathlib import Path

from jupyter_hub_publish.hosts.hub_config import hub_config

c = get_config()

run = Path(os.environ["HUBTEST_DIR"])
port = int(os.environ["HUBTEST_PORT"])

c.JupyterHub.bind_url = f"http://127.0.0.1:{port}{os.environ.get('HUBTEST_BASE', '/')}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.pid_file = str(run / "proxy.pid")
c.ConfigurableHTTPProxy.command = [os.environ["HUBTEST_PROXY"]]
c.JupyterHub.db_url = f"sqlite:///{run / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(run / "cookie-secret")

c.JupyterHub.authenticator_class = "shared-password"
c.Authenticator.allowed_users = {"alice", "bob", "carol"}
c.Authenticator.admin_users = {"hubadmin"}
c.SharedPasswordAuthenticator.user_password = "users-password"
c.SharedPasswordAuthenticator.admin_password = "an-admin-password-of-32-characters-or-more"
c.JupyterHub.load_groups = {"team-a": {"users": ["alice", "bob"]}}

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(run / "home" / "{username}")
c.Spawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
c.Spawner.ip = "127.0.0.1"
c.Spawner.default_url = "/lab"
c.Spawner.args = ["--LabApp.news_url=", "--LabApp.extension_manager=readonly"]
if os.geteuid() == 0:
    c.Spawner.args += ["--ServerApp.allow_root=True"]
c.Spawner.environment = {"XDG_CACHE_HOME": str(run / "cache")}

hub_config(
    c,
    url=f"http://127.0.0.1:{port + 3}",
    arguments=(
        f"--HubPublish.library_folder={run / 'library'}",
        f"--HubPublish.cache_folder={run / 'index'}",
    ),
)
