"""Being found by partners, looking for people with their consent, and overseeing both."""
