"""Pages: parse the request, one action or query, render."""
