"""Content pages as people read them: preview for who makes and reviews them, and learners' own."""
