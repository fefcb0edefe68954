"""Makers and models of vehicles, engines and firearms."""

from entraide.engine.schema.field_kinds.text import Text


class Make(Text):
    """A maker's name."""

    name = "make"


class Model(Text):
    """A model's name."""

    name = "model"


make = Make(60, example="Volkswagen")
model = Model(60, example="Golf GTI")
