"""REST endpoints as plain functions from a Call to a Reply, in tables; no tornado."""
