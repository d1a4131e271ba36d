"""Pages of recommendations without a goal, and of the narrative of a target."""
