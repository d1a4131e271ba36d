"""What goes in and out of each room's operations, as JSON: the words of the reference."""
