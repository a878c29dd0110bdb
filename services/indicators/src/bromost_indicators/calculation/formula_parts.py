"""A formula by the parts of what it names: where all of that is told apart alike."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from .calculate import Use
from .cells import ALL, Cell
from .periods import NO_TARGET
from .rollup import Fed
from .telling import Apart, Axis, as_part, named_cell
from .values import Amount


class FormulaParts:
    """A formula by each category that its operands are broken down by in common.

    By leaf cells too, if all have the same axes. An operand that tells nothing of a
    part leaves the formula without a figure there.
    """

    def __init__(self, use: Use, apart: Apart) -> None:
        self._use = use
        codes = use.formula.operands if use.formula else frozenset()
        self._told = {code: apart.operands.get(code, {}) for code in codes}
        by_code = {
            code: _axes_of(told, apart.axes) for code, told in self._told.items()
        }
        self._axes = [
            axis for axis in apart.axes if all(axis in by for by in by_code.values())
        ]
        alike = all(len(by) == len(self._axes) for by in by_code.values())
        self._unknowns = {axis.unknown for axis in self._axes}
        found = {
            self._placed(kept)
            for told in self._told.values()
            for kept in told
            if self._is_common(kept) and (len(kept) == 1 or alike)
        }
        self.cells = sorted(found, key=str) if codes and self._axes else []
        self.lacking = {
            axis.key: sorted(code for code, by in by_code.items() if axis not in by)
            for axis in apart.axes
            if any(axis in by for by in by_code.values()) and axis not in self._axes
        }

    def _is_common(self, kept: Cell) -> bool:
        return all(any(one in axis.categories for axis in self._axes) for one in kept)

    def _placed(self, kept: Iterable[Hashable]) -> Cell:
        return tuple(
            next((one for one in kept if one in axis.categories), ALL)
            for axis in self._axes
        )

    def use_of(self, cell: Cell) -> Use:
        """The same formula, as if of what it names nothing but this part was told."""
        kept = tuple(one for one in cell if one is not ALL)
        feeds = {code: _of_part(told, kept) for code, told in self._told.items()}
        as_told = partial(as_part, is_unknown=self.is_unknown(cell))
        return replace(
            self._use,
            periods=[one._replace(target=NO_TARGET) for one in self._use.periods],
            baseline=None,
            target=NO_TARGET,
            operands=self._use.operands._replace(feeds=feeds, as_told=as_told),
        )

    def cell_of(self, categories: Iterable[Hashable]) -> Cell | None:
        """The part that these name, if anything was told of it."""
        return named_cell(self.cells, categories)

    def is_unknown(self, cell: Cell) -> bool:
        return not self._unknowns.isdisjoint(cell)

    def shown(self, _: Cell, amount: Amount) -> Amount:
        """As it is: what it stands on was put right before it was worked out."""
        return amount


def _of_part(told: Mapping[Cell, Sequence[Fed]], kept: Cell) -> Sequence[Fed]:
    """The order of categories is each operand's own."""
    wanted = set(kept)
    return next((feed for cell, feed in told.items() if set(cell) == wanted), ())


def _axes_of(told: Iterable[Cell], axes: Sequence[Axis]) -> list[Axis]:
    categories = {one for cell in told for one in cell}
    return [axis for axis in axes if not categories.isdisjoint(axis.categories)]
