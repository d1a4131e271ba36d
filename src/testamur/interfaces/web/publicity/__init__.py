"""A definition where others see it: cards beside links, posters, widgets, forms for machines, lasting addresses."""
