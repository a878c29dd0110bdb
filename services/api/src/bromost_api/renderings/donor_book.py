"""The financial report of a programme to those who fund it."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

from bromost_api.co_financing.service import CoFinancingService
from bromost_api.reports.service import Asked, ReportService
from bromost_api.reports.wording import WORDING

from .accounts import Accounts
from .annual_book import Annual
from .book import Block, Heading, Paragraph, Part, Run
from .cells import Pages, told
from .contents import Contents
from .desk import Desk, Ground, listed
from .project_money import awards_of, with_co_financing
from .words import WORDS


async def donor_parts(desk: Desk, ground: Ground, pages: Pages) -> AsyncIterator[Part]:
    """Budget, accounts, shares, what was handed on, rates; each with its figures."""
    say, words = desk.say, WORDS[desk.language]
    accounts = await desk.accounts(ground)
    yield Part("money", say("money"), tuple(_money(desk, ground, pages, accounts)))
    yield Part("funders", words.by_funder, await listed(_funders(desk, ground)))
    yield Part(
        "co_financing",
        say("co_financing"),
        await listed(_shares(desk, ground, pages, accounts)),
    )
    yield Part(
        "sub_awards",
        say("sub_awards"),
        await listed(_awards(desk, ground, pages, accounts)),
    )
    if accounts.is_converted:
        yield Part("rates", words.rates, tuple(rates(desk, pages, accounts)))
    yield Part("about", words.about, tuple(about(desk)))


def _money(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> Iterator[Block]:
    say, money = desk.say, desk.money(accounts, pages)
    yield Heading(2, say("by_year"))
    at = pages.part("by-project")
    years = [
        (year, told(str(year)), at)
        for year in range(ground.years[0], ground.years[1] + 1)
    ]
    yield from money.planned(
        accounts, say("by_year"), say("year"), years, lambda one: one.year
    )
    yield Heading(2, say("by_project"), "by-project")
    projects = [
        (
            row.id,
            told(f"{row.code} {desk.title(row)}", pages.project(row.id)),
            pages.money(row.id),
        )
        for row in ground.projects
    ]
    yield from money.planned(
        accounts,
        say("by_project"),
        say("project"),
        projects,
        lambda one: one.project_id,
    )


async def _funders(desk: Desk, ground: Ground) -> AsyncIterator[Block]:
    asked = Asked(
        *(ground.wish.programme_id, *ground.years),
        *(ground.wish.currency, desk.language),
    )
    report = await ReportService(desk.session).annual(asked, actor=desk.actor)
    if not report.funders:
        yield Paragraph((Run(desk.say("no_money")),))
        return
    # Its own day and origin are not told by the table.
    contents = Contents(report, (), (), datetime.now(UTC), desk.origin)
    yield Annual(contents).by_funder()


async def _shares(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> AsyncIterator[Block]:
    service, money = CoFinancingService(desk.session), desk.money(accounts, pages)
    told_of = await with_co_financing(desk.session, ground.project_ids)
    for row in ground.projects:
        if row.id not in told_of:
            continue
        name = f"{row.code} {desk.title(row)}"
        table = money.co_financing(await service.get(row.id, actor=desk.actor), name)
        if table is not None:
            yield Heading(2, name)
            yield table
    if not told_of:
        yield Paragraph((Run(desk.say("no_co_financing")),))


async def _awards(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> AsyncIterator[Block]:
    money = desk.money(accounts, pages)
    awards = await awards_of(desk.session, ground.project_ids)
    for row in ground.projects:
        if row.id in awards:
            name = f"{row.code} {desk.title(row)}"
            yield Heading(2, name)
            yield money.sub_awards(awards[row.id], name)
    if not awards:
        yield Paragraph((Run(desk.say("no_sub_awards")),))


def rates(desk: Desk, pages: Pages, accounts: Accounts) -> Iterator[Block]:
    """By which rates sums were converted, and where one is missing."""
    words, currency = WORDS[desk.language], accounts.currency or ""
    yield Paragraph((Run(desk.say("about_rates", currency=currency)),))
    if accounts.rates:
        heads = (WORDING[desk.language].rate, words.valid_on, words.rate_source)
        yield desk.money(accounts, pages).rates(accounts, words.rates, heads)
    if accounts.lacks_rates:
        yield Paragraph((Run(desk.say("missing_rate", currency=currency)),))


def about(desk: Desk) -> Iterator[Block]:
    """What the reader of any figure has to know."""
    words = WORDS[desk.language]
    for said in (words.about_links, desk.say("about_plan"), words.about_letters):
        yield Paragraph((Run(said),))
