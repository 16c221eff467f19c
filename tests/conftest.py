"""What every room's tests share: a real PostgreSQL, started when a test first asks for it."""

from __future__ import annotations

from databases import postgresql_server, postgresql_url

__all__ = ["postgresql_server", "postgresql_url"]
