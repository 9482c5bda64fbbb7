"""``shoumi campaign``."""
