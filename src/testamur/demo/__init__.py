"""A small world of universities for strangers to look at, built through the public actions of the rooms alone."""
