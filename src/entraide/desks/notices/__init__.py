"""Notices and diffusions, from a bureau's draft to lawful deletion."""
