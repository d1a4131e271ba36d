"""Pages of oversight: which models there are, what is on here, and what became of suggestions."""
