"""Whether people are treated alike: what they tell of themselves, kept apart, and audits of what they were offered."""
