"""The catalogue: what institutions have published."""
