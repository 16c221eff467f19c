"""`python -m jupyter_hub_publish` is `jupyter hub-publish`."""

from .cli import main

main()
