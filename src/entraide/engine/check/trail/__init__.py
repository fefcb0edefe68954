"""The trail: every check and disclosure, durable before an answer leaves, chained and sealed.

`docs/formats/trail.md` describes its files byte by byte and says what it guarantees.
"""
