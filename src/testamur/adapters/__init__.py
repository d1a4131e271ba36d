"""The outside world, one small file each. Nothing here knows what a university does."""
