"""The public map: anyone drops credentials and sees what they add up to. Nothing is kept."""
