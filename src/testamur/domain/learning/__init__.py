"""Learning: what is on offer when, who takes part, and what they achieved."""
