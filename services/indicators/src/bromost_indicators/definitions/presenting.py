"""Definitions as the contract shows them."""

from collections.abc import Mapping
from typing import Any

from bromost_indicators.figures import written

from .rules import COUNTING, TELLING


def rule_fields(shown: Mapping[str, Any]) -> dict[str, Any]:
    """What a version says, its bounds with its own decimals."""
    told = {name: shown[name] for name in (*COUNTING, *TELLING)}
    for bound in ("minimum", "maximum"):
        told[bound] = written(told[bound], shown["decimals"])
    return told | {"axis_ids": list(shown["axis_ids"] or ())}
