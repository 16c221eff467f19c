"""The table of commands."""

from __future__ import annotations

import sys

from jupyter_core.application import JupyterApp

from .. import __version__

WRONG_CALL = 2


class HubPublishApp(JupyterApp):
    """Publish notebooks as reports, and discover those of others."""

    name = "jupyter hub-publish"
    description = __doc__
    version = __version__
    examples = (
        "jupyter hub-publish publish analysis.ipynb\n"
        "jupyter hub-publish search gaussian peaks\n"
        "jupyter hub-publish open rk7m2xq4d3z --to copies/"
    )
    # By name, so that `--version` and `--help` do not load what only a command needs.
    subcommands = {
        "publish": (f"{__package__}.publish.PublishCommand", "Publish a notebook as it is saved."),
        "search": (f"{__package__}.search.SearchCommand", "Search the library."),
        "open": (f"{__package__}.open.OpenCommand", "Write a copy of a report's notebook."),
        "export": (f"{__package__}.export.ExportCommand", "Write a version into one file."),
        "service": (f"{__package__}.service.ServiceCommand", "Serve a hub's library."),
        "import": (f"{__package__}.import_bundle.ImportCommand", "Publish what was exported."),
        "doctor": (f"{__package__}.doctor.DoctorCommand", "Say what is wrong, and what mends it."),
        "backup": (f"{__package__}.backup.BackupCommand", "Copy the library into one file."),
        "restore": (f"{__package__}.restore.RestoreCommand", "Make the library what a backup is."),
        "transfer": (
            f"{__package__}.transfer.TransferCommand",
            "Hand somebody's reports over to another.",
        ),
        "audit": (f"{__package__}.audit.AuditCommand", "Print who has done what."),
        "usage": (f"{__package__}.usage.UsageCommand", "Print whose reports take how much room."),
        "index": (f"{__package__}.index.IndexCommand", "Make the search index anew, or check it."),
    }

    def start(self) -> None:
        """Run the command that was named, or say which there are."""
        super().start()
        named = f"There is no command {self.extra_args[0]}. " if self.extra_args else ""
        known = ", ".join(self.subcommands)
        print(f"{named}Say what to do: {known}. More: jupyter hub-publish --help", file=sys.stderr)
        self.exit(WRONG_CALL)
