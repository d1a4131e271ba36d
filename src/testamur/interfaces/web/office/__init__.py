"""The administrator's office: people and roles, keys, jobs, and the audit log."""
