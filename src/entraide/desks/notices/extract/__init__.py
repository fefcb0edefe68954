"""The public extract: what of a notice anybody may read, because its requester agreed to it."""
