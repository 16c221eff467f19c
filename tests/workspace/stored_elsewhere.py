"""A contents manager that keeps its files in no file system, as those of object stores do."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

from jupyter_server.services.contents.manager import ContentsManager
from tornado.web import HTTPError


class StoredElsewhere(ContentsManager):
    """Files by their paths, in memory. Its `root_dir` is "/", as Jupyter's base class has it."""

    def __init__(self, files=(), *, says_sizes=True, fails_at=None):
        super().__init__()
        self.files = dict(files)
        self.folders = set()
        self._says_sizes = says_sizes
        self._fails_at = fails_at
        self.gives_bytes = True

    def put(self, folder):
        """A function that puts a file into this folder."""

        def put(name, data=b"x"):
            self.files[f"{folder}/{name}"] = data

        return put

    def dir_exists(self, path):
        path = path.strip("/")
        inner = f"{path}/" if path else ""
        return path in self.folders or not path or any(f.startswith(inner) for f in self.files)

    def file_exists(self, path):
        return path.strip("/") in self.files

    def is_hidden(self, path):
        return False

    def get(self, path, content=True, type=None, format=None, **options):
        path = path.strip("/")
        if path in self.files:
            return self._file(path, content, format)
        if self.dir_exists(path):
            return self._folder(path, content)
        raise HTTPError(404, f"no such thing: {path}")

    def save(self, model, path):
        path = path.strip("/")
        if path.endswith(self._fails_at or "\0"):
            raise HTTPError(507, "no room")
        if model["type"] == "directory":
            self.folders.add(path)
        elif model["type"] == "notebook":
            self.files[path] = json.dumps(model["content"]).encode()
        else:
            self.files[path] = base64.b64decode(model["content"])
        return self.get(path, content=False)

    def delete_file(self, path):
        path = path.strip("/")
        self.files.pop(path, None)
        self.folders.discard(path)

    def rename_file(self, old_path, new_path):
        self.files[new_path] = self.files.pop(old_path)

    def _file(self, path, content, format):
        data = self.files[path]
        model = self._model(path, "notebook" if path.endswith(".ipynb") else "file")
        if self._says_sizes:
            model["size"] = len(data)
        if content and self.gives_bytes:
            model |= {"content": base64.encodebytes(data).decode(), "format": "base64"}
        return model

    def _folder(self, path, content):
        inner = f"{path}/" if path else ""
        names = {f[len(inner) :].split("/")[0] for f in self.files if f.startswith(inner)}
        model = self._model(path, "directory")
        if content:
            model |= {"content": [{"name": name} for name in names], "format": "json"}
        return model

    def _model(self, path, kind):
        now = datetime.now(UTC)
        name = path.rpartition("/")[2]
        return {
            "name": name,
            "path": path,
            "type": kind,
            "created": now,
            "last_modified": now,
            "writable": True,
            "mimetype": None,
            "content": None,
            "format": None,
            "size": None,
        }
