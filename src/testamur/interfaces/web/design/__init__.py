"""Definitions: publishing them, what the guidelines say of them, and who takes part in them."""
