"""All that may be remarkable about a value, found in one way wherever it is told."""

from collections.abc import Iterable
from typing import TypeAlias

from bromost_indicators.calculation.outliers import Finding

from .crossing import Broken, CrossBook
from .series import SeriesBook, Value

# Unlike the earlier ones of its series, or at odds with another indicator.
Remark: TypeAlias = Finding | Broken


class Remarks:
    """Values that were said, and what is worth a second look in one more of them."""

    def __init__(self, cross: CrossBook, values: Iterable[Value] = ()) -> None:
        self._series = SeriesBook()
        self._cross = cross
        for value in values:
            self.say(value)

    def say(self, value: Value) -> None:
        self._series.say(value)
        self._cross.say(value)

    def of(self, value: Value) -> list[Remark]:
        found: list[Remark] = []
        if (finding := self._series.finding(value)) is not None:
            found.append(finding)
        return [*found, *self._cross.broken(value)]
