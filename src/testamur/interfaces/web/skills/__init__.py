"""Pages of skills and occupations: finding them, what is around them, who teaches and who asks for them."""
