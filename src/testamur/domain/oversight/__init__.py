"""Oversight of what suggests something to people: the register, what is on, and what became of suggestions."""
