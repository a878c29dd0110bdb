"""Parts about money: plan and accounts, who carries the cost, what was handed on."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from bromost_api.co_financing.schemas import CoFinancingOut
from bromost_api.sub_awards.schemas import SubAwardOut
from bromost_common.languages import Language

from .accounts import KINDS, Accounts, left
from .book import Block, Cell, Column, Paragraph, Row, Run, Table
from .cells import Amounts, Pages, told
from .document_words import Say
from .said import day, plain, rate

_MOST_OF_A_YEAR = 8


class MoneyParts:
    """Blocks of one document, all amounts written alike."""

    def __init__(self, language: Language, pages: Pages, accounts: Accounts) -> None:
        self._language = language
        self._say = Say(language)
        self._pages = pages
        worth = [one for one in accounts.worth().values() if one is not None]
        every = [one.amount for one in accounts.moved] + worth
        self._amounts = Amounts(language, every)

    def planned(
        self,
        accounts: Accounts,
        title: str,
        first: str,
        rows: Sequence[tuple[Any, Cell, str]],
        key: Callable[[Any], Any],
    ) -> Iterator[Block]:
        """A row for each of `rows` (key, head, address) and currency, then the sums."""
        sums = accounts.by(lambda one: (key(one), one.currency))
        made = [
            self._plan_row(head, currency, sums[at, currency], address)
            for at, head, address in rows
            for currency in accounts.currencies
            if (at, currency) in sums
        ]
        if not made:
            yield Paragraph((Run(self._say("no_money")),))
            return
        is_long = any(len(head[0][0].text) > _MOST_OF_A_YEAR for _, head, _ in rows)
        columns = (
            Column(first, 1.9 if is_long else 0.8),
            Column(self._say("currency"), 0.75),
            *(
                Column(self._say(kind), 1.15, is_figure=True, name=kind)
                for kind in (*KINDS, "remains")
            ),
        )
        yield Table(title, columns, (*made, *self._totals(accounts)))

    def _plan_row(
        self, head: Cell, currency: str, sums: dict[str, Decimal], address: str,
        role: Any = "plain",
    ) -> Row:  # fmt: skip
        each = (self._amounts.cell(sums.get(kind), address) for kind in KINDS)
        remains = self._amounts.cell(left(sums), address)
        return Row((head, told(currency), *each, remains), role)

    def _totals(self, accounts: Accounts) -> Iterator[Row]:
        by_currency = accounts.by(lambda one: one.currency)
        at = self._pages.part("money")
        for place, currency in enumerate(sorted(by_currency)):
            head = told(self._say("total")) if place == 0 else ()
            yield self._plan_row(head, currency, by_currency[currency], at, "sum")
        if accounts.is_converted and accounts.currency:
            worth = accounts.worth()
            each = tuple(self._amounts.cell(worth[kind], at) for kind in KINDS)
            remains: Cell = ()
            known = {kind: one for kind, one in worth.items() if one is not None}
            if not accounts.lacks_rates:
                remains = self._amounts.cell(left(known), at)
            name = told(self._say("in_currency", currency=accounts.currency))
            yield Row((name, told(accounts.currency), *each, remains), "sum")

    def rates(self, accounts: Accounts, title: str, heads: Sequence[str]) -> Table:
        """Every rate in use with its day and who said so."""
        rows = [
            Row(
                (
                    told(
                        f"1 {one.currency} = {rate(one.rate, self._language)}"
                        f" {accounts.currency}",
                        self._pages.rates,
                    ),
                    told(day(one.valid_on, self._language)),
                    told(one.source),
                )
            )
            for one in accounts.rates
        ]
        shares = (1.3, 1.0, 1.8)
        columns = tuple(map(Column, heads, shares))
        return Table(title, columns, tuple(rows))

    def co_financing(self, found: CoFinancingOut, title: str) -> Table | None:
        if found.total is None or found.unfunded is None:
            return None
        at = self._pages.money(found.project_id)
        every = [
            (one.organisation.name, one.share, one.amount) for one in found.sources
        ]
        if found.unfunded.amount:
            rest = found.unfunded
            every.append((self._say("unfunded"), rest.share, rest.amount))
        every.append((self._say("whole_cost"), Decimal(100), found.total))
        amounts = Amounts(self._language, [amount for _, _, amount in every])
        *rows, whole = [self._share(amounts, *one, at) for one in every]
        columns = (
            Column(self._say("source"), 2.4),
            Column(self._say("share"), 0.8, is_figure=True, name="share"),
            Column(f"{self._say('amount')} ({found.currency})", 1.2, is_figure=True),
        )
        return Table(title, columns, (*rows, Row(whole.cells, "sum")))

    def _share(
        self, amounts: Amounts, name: str, share: Decimal, amount: Decimal, at: str
    ) -> Row:
        percent = Run(f"{rate(share, self._language)}\u00a0%", at, value=share)
        return Row((told(name), ((percent,),), amounts.cell(amount, at)))

    def sub_awards(self, awards: Sequence[SubAwardOut], title: str) -> Table:
        say = self._say
        figures = ("awarded", "disbursement", "came_back", "outstanding")
        columns = (
            Column(say("receiver"), 1.8),
            Column(say("kind"), 1.2, name="kind"),
            Column(say("currency"), 0.75),
            *(Column(say(one), 1.1, is_figure=True, name=one) for one in figures),
        )
        every = [
            amount
            for one in awards
            for amount in (one.amount, one.paid_out, one.repaid, one.outstanding)
        ]
        amounts = Amounts(self._language, every)
        return Table(title, columns, tuple(self._award(amounts, one) for one in awards))

    def _award(self, amounts: Amounts, one: SubAwardOut) -> Row:
        at = self._pages.money(one.project_id)
        kind: Cell = ((Run(self._say(one.kind)),),)
        if one.terms is not None:
            interest = rate(one.terms.interest, self._language)
            terms = self._say("terms", interest=interest)
            kind += ((Run(terms, is_quiet=True),),)
        who: Cell = (
            (Run(plain(one.receiver.name)),),
            (Run(day(one.awarded_on, self._language), is_quiet=True),),
        )
        sums = (one.amount, one.paid_out, one.repaid, one.outstanding)
        each = (amounts.cell(amount, at) for amount in sums)
        return Row((who, kind, told(one.currency), *each))
