"""Forms derived from a database's declaration: what was sent, how it is laid out, what is wrong."""
