"""Pages where an institution designs together with organisations outside."""
