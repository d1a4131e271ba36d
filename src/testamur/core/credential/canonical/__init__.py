"""JSON-LD → N-Quads → RDFC-1.0: the bytes that a Data Integrity signature covers."""

from testamur.core.credential.canonical.document import Canonicaliser

__all__ = ["Canonicaliser"]
