"""The portfolio room: what a person can show of their skills, and what they make of it."""
