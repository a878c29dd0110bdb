"""One page for a council: what its municipality takes part in, or one project."""

from collections.abc import AsyncIterator, Iterator
from decimal import Decimal

from bromost_common.languages import in_language

from .accounts import KINDS, Accounts, left
from .book import Block, Column, Paragraph, Part, Row, Run, Table
from .cells import Amounts, Pages, told
from .desk import Desk, Ground, listed
from .network_book import projects
from .project_book import facts
from .said import is_from_right, paragraphs, plain
from .words import WORDS

# What fits on one page.
_MOST_PROJECTS, _MOST_LETTERS, _MOST_YEARS = 10, 700, 4


async def council_parts(
    desk: Desk, ground: Ground, pages: Pages
) -> AsyncIterator[Part]:
    """What it is, what it came to, and where more is told."""
    say = desk.say
    if desk.wish.project_id is not None:
        yield Part("facts", say("facts"), await listed(facts(desk, ground, pages)))
        yield Part("description", say("description"), tuple(_briefly(desk, ground)))
    else:
        rows = await listed(projects(desk, ground, pages, _MOST_PROJECTS))
        yield Part("projects", say("projects"), rows)
    accounts = await desk.accounts(ground)
    yield Part("money", say("money"), tuple(_money(desk, ground, pages, accounts)))


def _briefly(desk: Desk, ground: Ground) -> Iterator[Block]:
    row = ground.subject
    text = plain(
        in_language(row.summary, desk.language, row.original_language)
        if row.summary
        else WORDS[desk.language].no_description
    )
    if len(text) > _MOST_LETTERS:
        text = text[:_MOST_LETTERS].rsplit(None, 1)[0] + " …"
    for one in paragraphs(text)[:4]:
        yield Paragraph((Run(one),), from_right=is_from_right(one))


def _money(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> Iterator[Block]:
    """In each currency, over all years; what each is made of is a link away."""
    say = desk.say
    sums = accounts.by(lambda one: one.currency)
    if not sums:
        yield Paragraph((Run(say("no_money")),))
        return
    one_project = desk.wish.project_id
    at = pages.money(one_project) if one_project else pages.document
    columns = [(currency, sums[currency]) for currency in sorted(sums)[:_MOST_YEARS]]
    worth = accounts.worth()
    known = {kind: one for kind, one in worth.items() if one is not None}
    if accounts.is_converted and accounts.currency and not accounts.lacks_rates:
        name = say("in_currency", currency=accounts.currency)
        columns.append((name, known))
    every = [amount for _, one in columns for amount in one.values()]
    amounts = Amounts(desk.language, every)
    names = [*KINDS, "remains"]
    rows = tuple(
        Row(
            (
                told(say(name)),
                *(amounts.cell(_of(one, name), at) for _, one in columns),
            )
        )
        for name in names
    )
    heads = [Column(head, 1.0, is_figure=True) for head, _ in columns]
    first, last = ground.years
    years = str(first) if first == last else f"{first}–{last}"
    yield Table(f"{say('money')} {years}", (Column(years, 1.6), *heads), rows)


def _of(sums: dict[str, Decimal], name: str) -> Decimal | None:
    return left(sums) if name == "remains" else sums.get(name)
