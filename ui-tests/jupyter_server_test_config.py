"""JupyterLab for the browser tests. Authentication is off: loopback only, never for real use."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server

# Neither the developer's own library nor their settings: both would change what the tests see.
port = int(os.environ.get("HUBPUB_UI_PORT", "8888"))
state = Path(tempfile.mkdtemp(prefix=f"hub-publish-ui-{port}-"))
atexit.register(shutil.rmtree, state, ignore_errors=True)

c = get_config()
configure_jupyter_server(c)
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port = port
c.ServerApp.allow_root = True
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.user_settings_dir = str(state / "settings")
c.HubPublish.library_folder = str(state / "library")
c.HubPublish.cache_folder = str(state / "cache")
c.HubPublish.author = "ada"
