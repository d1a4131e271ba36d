"""Doors whose shape a standard prescribes: DID documents, status lists, credentials at their addresses."""
