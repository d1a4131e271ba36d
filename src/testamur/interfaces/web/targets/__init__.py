"""Pages about what somebody aims at: choosing it, deciding what it asks for, what is missing, and the ways there."""
