"""What every search for a plan shares: runs and hours a week, wishes, and the exact search that places them."""
