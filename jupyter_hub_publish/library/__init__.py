"""What people do with a library; each deed asks `domain.access` before it touches anything."""
