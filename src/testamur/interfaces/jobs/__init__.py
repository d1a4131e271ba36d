"""Work in the background: a name for every task, and the worker that does them."""
