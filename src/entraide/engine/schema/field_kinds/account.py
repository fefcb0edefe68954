"""A bank account, a wallet or a handle."""

from entraide.engine.schema.field_kinds.text import Text


class Account(Text):
    """A bank account, a wallet or a handle."""

    name = "account"


account = Account(130, example="@nightowl_77")
