"""Issuing: keys, signed documents, status lists, links."""
