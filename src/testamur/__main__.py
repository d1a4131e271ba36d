"""`python -m testamur`: the same as the command `testamur`."""

from testamur.interfaces.cli.main import main

main()
