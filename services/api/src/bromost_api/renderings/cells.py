"""Texts and figures as the cells of tables, alike in every document."""

from decimal import Decimal
from uuid import UUID

from bromost_common.languages import Language

from .book import Cell, Run
from .said import number, plain

# With so many decimals as soon as one of the amounts has cents.
_CENTS = 2


def told(text: str, address: str | None = None, *, is_quiet: bool = False) -> Cell:
    return ((Run(plain(text), address, is_quiet),),)


def counted(count: int, address: str | None = None) -> Cell:
    return ((Run(str(count), address, value=Decimal(count)),),)


class Amounts:
    """Amounts of one document, all with as many decimals as any of them needs."""

    def __init__(self, language: Language, amounts: list[Decimal]) -> None:
        self._language = language
        has_cents = any(one != one.to_integral_value() for one in amounts)
        self._digits = _CENTS if has_cents else 0

    def said(self, amount: Decimal, currency: str = "") -> str:
        written = number(amount, self._language, self._digits)
        return f"{written}\u00a0{currency}" if currency else written

    def run(self, amount: Decimal, address: str, currency: str = "") -> Run:
        return Run(self.said(amount, currency), address, value=amount)

    def cell(self, amount: Decimal | None, address: str) -> Cell:
        return () if amount is None else ((self.run(amount, address),),)


class Pages:
    """Where the installation shows what figures are made of."""

    def __init__(self, origin: str, document: str) -> None:
        self._origin = origin
        # The web form of this very document.
        self.document = f"{origin}/reports/documents?{document}"
        self.rates = f"{origin}/reports/rates"

    def part(self, name: str) -> str:
        return f"{self.document}#{name}"

    def project(self, project_id: UUID) -> str:
        return f"{self._origin}/projects/{project_id}"

    def money(self, project_id: UUID) -> str:
        return f"{self._origin}/projects/{project_id}/budget"

    def report(self, report_id: UUID) -> str:
        return f"{self._origin}/reporting/{report_id}"

    def organisation(self, organisation_id: UUID) -> str:
        return f"{self._origin}/organisations/{organisation_id}"

    def network(self, network_id: UUID) -> str:
        return f"{self._origin}/networks/{network_id}"

    def partnership(self, partnership_id: UUID) -> str:
        return f"{self._origin}/partnerships/{partnership_id}"
