"""`python -m entraide.cli`: the command line where no script is installed."""

from entraide.cli.main import main

main(prog_name="entraide")
