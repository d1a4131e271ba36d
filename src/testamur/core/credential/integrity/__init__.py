"""Data Integrity: credentials with their proofs inside (https://www.w3.org/TR/vc-data-integrity/)."""
