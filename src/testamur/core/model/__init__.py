"""The nouns that every engine speaks: texts, credits, levels, outcomes, micro-credentials. Frozen values only."""
