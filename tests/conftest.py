"""What every room's tests share: a real PostgreSQL and a server of S3's protocol, when asked for.

Examples made by chance have no deadline by the clock: it would measure what else the machine does.
"""

from __future__ import annotations

from databases import postgresql_cluster, postgresql_server, postgresql_url
from hypothesis import HealthCheck, settings
from object_stores import s3, s3_server

__all__ = ["postgresql_cluster", "postgresql_server", "postgresql_url", "s3", "s3_server"]

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
