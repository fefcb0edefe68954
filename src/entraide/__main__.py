"""`python -m entraide` is the command line."""

from entraide.cli.main import main

main()
