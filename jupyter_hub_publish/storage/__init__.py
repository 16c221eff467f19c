"""Reports, versions and bytes, kept. SQLAlchemy and Alembic live here and only here."""

from __future__ import annotations

from .storage import Storage
from .unit import Unit

__all__ = ["Storage", "Unit"]
