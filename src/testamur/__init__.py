"""Testamur: design, assure, teach, award, recognise and map micro-credentials."""

__version__ = "0.1.0"
