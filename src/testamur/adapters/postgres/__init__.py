"""PostgreSQL: finding it, starting our own, its roles, and the wall between institutions."""
