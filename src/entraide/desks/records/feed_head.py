"""The one row whose lock is the truth's pen, and the names of epochs."""

import secrets
from typing import Final

from entraide.desks.records.models import FeedHead

HEAD: Final = 1
EPOCH_BYTES: Final = 12


def take_head() -> FeedHead:
    """The feed's head, locked until the transaction ends; made when there is none yet."""
    head = FeedHead.objects.select_for_update().filter(pk=HEAD).first()
    if head is None:
        FeedHead.objects.get_or_create(pk=HEAD, defaults={"epoch": new_epoch()})
        head = FeedHead.objects.select_for_update().get(pk=HEAD)
    return head


def new_epoch() -> str:
    """A name that no feed had before."""
    return secrets.token_hex(EPOCH_BYTES)
