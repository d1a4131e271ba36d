"""Awards: who earned what, and the decision that says why."""
