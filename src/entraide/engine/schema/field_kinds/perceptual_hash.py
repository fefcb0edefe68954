"""A fingerprint of how a picture looks."""

from entraide.engine.schema.field_kinds.text import Text


class PerceptualHash(Text):
    """A fingerprint of how a picture looks."""

    name = "perceptual_hash"


perceptual_hash = PerceptualHash(64, example="f0e1d2c3b4a59687")
