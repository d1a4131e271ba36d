"""Frameworks of skills in the formats of their publishers: read with limits, written as CASE and as a table."""
