"""What a person aims at, what is missing for it, and the ways there; who lets themselves be found, and by whom."""
