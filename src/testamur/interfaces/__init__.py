"""The doors: each parses, calls one action or query, and renders. Doors do not call each other."""
