"""What work asks for: adverts and role profiles, the skills that people saw in them, and how many ask for each."""
