"""Encoders for the skills engine: models that come in installed packages, and never from a network."""
