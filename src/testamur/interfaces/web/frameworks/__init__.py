"""Pages for those who bring frameworks in: what is here, files on their way in, exports, what changed."""
