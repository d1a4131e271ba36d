"""Pages of a person's skill profile: their own, what they show to others, and the answers to what they object to."""
