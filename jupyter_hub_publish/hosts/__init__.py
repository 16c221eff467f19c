"""Tornado lives here and only here: the bridge, and the Jupyter server."""
