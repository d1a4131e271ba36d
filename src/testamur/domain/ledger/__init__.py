"""The ledger: what was done, by whom, when; and what is to be done next."""
