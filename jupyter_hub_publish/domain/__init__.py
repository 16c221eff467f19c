"""Frozen records and pure rules: no input, no output, and nothing of ours is imported here."""
