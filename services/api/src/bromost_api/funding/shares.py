"""How large a part of the supported partnerships reached funding."""

from decimal import Decimal
from typing import NamedTuple

from bromost_common.money import rounded

SHARE_DECIMALS = 6


class Share(NamedTuple):
    """A part of a whole in percent; None of nothing."""

    # Half a percent is rounded up, as tables of programmes print it.
    percent: int | None
    share: Decimal | None


def share_of(count: int, base: int) -> Share:
    if base == 0:
        return Share(None, None)
    exact = rounded(Decimal(100 * count) / base, SHARE_DECIMALS)
    # In whole numbers: from a rounded share, half a percent might come out otherwise.
    return Share((200 * count + base) // (2 * base), exact)
