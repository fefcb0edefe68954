"""How well names and persons are matched, beside the best open matcher on the same rows."""
