"""Prints each figure with its target; fails nothing, since machines differ."""

import sys


class Report:
    """The figures of one run."""

    def ratio(self, what: str, found: float, *, target: float, detail: str) -> None:
        self._line(
            what, f"{found:.2f}", f"at least {target:g}", found >= target, detail
        )

    def at_least(self, what: str, found: float, *, target: float, detail: str) -> None:
        told = f"at least {target:,.0f}"
        self._line(what, f"{found:,.0f}", told, found >= target, detail)

    def at_most(self, what: str, found: float, *, target: float, detail: str) -> None:
        self._line(what, f"{found:.2f}", f"at most {target:g}", found <= target, detail)

    def _line(
        self,
        what: str,
        found: str,
        target: str,
        reached: bool,
        detail: str,
    ) -> None:
        mark = "ok  " if reached else "MISS"
        sys.stdout.write(f"{mark} {found:>7}  ({target})  {what}: {detail}\n")
        sys.stdout.flush()
