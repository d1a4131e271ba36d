"""The terminal: one file per noun. Exit codes: 0 good, 1 judged bad, 2 cannot tell or cannot start."""
