"""A project's progress report and its final report."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from bromost_api.co_financing.service import CoFinancingService

from .accepted import Accepted, accepted_reports
from .accounts import Accounts
from .book import Block, Heading, Paragraph, Part, Run
from .cells import Pages, told
from .desk import Desk, Ground, listed
from .donor_book import about, rates
from .indicator_table import indicator_table
from .project_money import awards_of
from .said import is_from_right, paragraphs, plain
from .words import WORDS


async def project_parts(
    desk: Desk, ground: Ground, pages: Pages
) -> AsyncIterator[Part]:
    """Facts, what is on record, what was accepted, and the money."""
    say, words, row = desk.say, WORDS[desk.language], ground.subject
    yield Part("facts", say("facts"), await listed(facts(desk, ground, pages)))
    yield Part(
        "description",
        say("description"),
        tuple(description(desk, row, await desk.facts.objectives(row.id))),
    )
    found = await accepted_reports(desk.session, row.id, ground.years, desk.language)
    if desk.wish.template == "project_final":
        # What sums up comes first.
        found.sort(key=lambda one: one.kind != "final")
    yield Part("reports", say("reports"), tuple(_reports(desk, pages, found)))
    accounts = await desk.accounts(ground)
    yield Part("money", say("money"), tuple(_money(desk, ground, pages, accounts)))
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


async def facts(desk: Desk, ground: Ground, pages: Pages) -> AsyncIterator[Block]:
    """Where a project stands, with whom, on what."""
    say, row = desk.say, ground.subject
    countries = await desk.facts.countries(row.countries or [])
    themes = await desk.facts.themes(row.id)
    partners = await desk.partners(ground)
    programme = row.programme
    told_of = {
        "number": row.code,
        "status": say(f"status.{row.status}"),
        "period": desk.days(row.starts_on, row.ends_on),
        "programme": desk.text(programme["title"], programme["original_language"]),
        "network": desk.text(row.network),
        "place": ", ".join(desk.text(one) for one in countries),
        "themes": ", ".join(desk.text(one) for one in themes),
        "partners": " · ".join(partners.get(row.id, [])),
    }
    for name, said in told_of.items():
        if said:
            at = pages.project(row.id) if name == "number" else None
            yield Paragraph((Run(f"{say(name)}:"), Run(said, at)), is_item=True)


def description(
    desk: Desk, row: Any, objectives: Sequence[dict[Any, str]]
) -> Iterator[Block]:
    words = WORDS[desk.language]
    if not row.summary and not objectives:
        yield Paragraph((Run(words.no_description),), is_quiet=True)
    yield from written(desk.text(row.summary, row.original_language))
    if objectives:
        yield Paragraph((Run(f"{words.objectives}:"),))
    for one in objectives:
        said = " ".join(paragraphs(desk.text(one, row.original_language)))
        yield Paragraph((Run(said),), is_item=True)


def written(text: str) -> Iterator[Block]:
    """A text as somebody typed it."""
    for one in paragraphs(text):
        yield Paragraph((Run(one),), from_right=is_from_right(one))


def _reports(desk: Desk, pages: Pages, found: Sequence[Accepted]) -> Iterator[Block]:
    say = desk.say
    if not found:
        yield Paragraph((Run(say("no_reports")),))
    for one in found:
        name = f"{plain(one.title)}, {desk.days(one.starts_on, one.ends_on)}"
        yield Heading(2, name)
        on = say("accepted_on", day=desk.day(one.accepted_on))
        yield Paragraph((Run(on, pages.report(one.id)),), is_quiet=True)
        for section in one.sections:
            yield Paragraph((Run(f"{plain(section.title)}:"),))
            if section.words:
                yield from written(section.words)
            else:
                yield Paragraph((Run(say("no_words")),), is_quiet=True)
        if one.indicators:
            yield indicator_table(desk, name, one, pages.report(one.id))


def _money(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> Iterator[Block]:
    at = pages.money(ground.subject.id)
    first, last = ground.years
    years = [(year, told(str(year)), at) for year in range(first, last + 1)]
    yield from desk.money(accounts, pages).planned(
        accounts, desk.say("money"), desk.say("year"), years, lambda one: one.year
    )


async def _shares(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> AsyncIterator[Block]:
    service = CoFinancingService(desk.session)
    found = await service.get(ground.subject.id, actor=desk.actor)
    table = desk.money(accounts, pages).co_financing(found, desk.say("co_financing"))
    yield table or Paragraph((Run(desk.say("no_co_financing")),))


async def _awards(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> AsyncIterator[Block]:
    found = (await awards_of(desk.session, ground.project_ids)).get(ground.subject.id)
    if found:
        yield desk.money(accounts, pages).sub_awards(found, desk.say("sub_awards"))
    else:
        yield Paragraph((Run(desk.say("no_sub_awards")),))
