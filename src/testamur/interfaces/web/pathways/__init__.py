"""Pathways for everyone, for the learner who is on one, and for whoever awards what they lead to."""
