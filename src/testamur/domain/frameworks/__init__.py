"""Frameworks of skills and occupations, as their publishers give them out, in every version that is in use."""
