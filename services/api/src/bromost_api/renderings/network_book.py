"""The report of a network: who is in it, and what it carries."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bromost_api.networks.models import Network, NetworkMember, NetworkTheme
from bromost_api.organisations.models import Organisation
from bromost_api.themes.models import Theme

from .accounts import Accounts
from .book import Block, Column, Paragraph, Part, Row, Run, Table
from .cells import Pages, told
from .desk import Desk, Ground, listed
from .donor_book import about, rates
from .project_book import written
from .words import WORDS

_MOST_MEMBERS = 2_000


async def network_parts(
    desk: Desk, ground: Ground, pages: Pages
) -> AsyncIterator[Part]:
    """Facts, members, projects with their money."""
    say, words, row = desk.say, WORDS[desk.language], ground.subject
    yield Part("facts", say("facts"), await listed(_facts(desk, ground, pages)))
    about_it = tuple(written(desk.text(row.description, row.original_language)))
    nothing = Paragraph((Run(words.no_description),), is_quiet=True)
    yield Part("description", say("description"), about_it or (nothing,))
    yield Part("members", say("members"), await listed(_members(desk, row.id, pages)))
    yield Part("projects", say("projects"), await listed(projects(desk, ground, pages)))
    accounts = await desk.accounts(ground)
    yield Part("money", say("money"), tuple(_money(desk, ground, pages, accounts)))
    if accounts.is_converted:
        yield Part("rates", words.rates, tuple(rates(desk, pages, accounts)))
    yield Part("about", words.about, tuple(about(desk)))


async def _facts(desk: Desk, ground: Ground, pages: Pages) -> AsyncIterator[Block]:
    say, row = desk.say, ground.subject
    themes = await desk.session.scalars(
        select(Theme.name)
        .join(NetworkTheme, NetworkTheme.theme_id == Theme.id)
        .where(NetworkTheme.network_id == row.id)
        .order_by(Theme.code)
    )
    programme = row.programme
    told_of = {
        "number": row.code,
        "programme": desk.text(programme["title"], programme["original_language"]),
        "period": desk.days(row.starts_on, row.ends_on),
        "lead": row.lead or "",
        "themes": ", ".join(desk.text(one) for one in themes),
    }
    for name, said in told_of.items():
        if said:
            at = pages.network(row.id) if name == "number" else None
            yield Paragraph((Run(f"{say(name)}:"), Run(said, at)), is_item=True)


async def _members(desk: Desk, network_id: UUID, pages: Pages) -> AsyncIterator[Block]:
    say = desk.say
    found = await desk.session.execute(
        select(
            *(Organisation.id, Organisation.name),
            *(NetworkMember.joined_on, NetworkMember.left_on),
        )
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(NetworkMember.network_id == network_id)
        .order_by(Organisation.name_key, Organisation.id, NetworkMember.joined_on)
        .limit(_MOST_MEMBERS)
    )
    rows = tuple(
        Row(
            (
                told(one.name, pages.organisation(one.id)),
                told(desk.day(one.joined_on)),
                told(desk.day(one.left_on)),
            )
        )
        for one in found
    )
    if not rows:
        yield Paragraph((Run(say("no_members")),))
        return
    columns = (
        Column(say("organisation"), 2.0),
        Column(say("joined"), 1.0, name="joined"),
        Column(say("left_on"), 1.0, name="left_on"),
    )
    yield Table(say("members"), columns, rows)


async def projects(
    desk: Desk, ground: Ground, pages: Pages, most: int | None = None
) -> AsyncIterator[Block]:
    """Each with how it stands and who takes part; at most so many."""
    say, partners = desk.say, await desk.partners(ground)
    rows = tuple(
        Row(
            (
                told(one.code),
                told(desk.title(one), pages.project(one.id)),
                told(say(f"status.{one.status}")),
                told(_briefly(partners.get(one.id, []), most)),
            )
        )
        for one in ground.projects[:most]
    )
    if not rows:
        yield Paragraph((Run(say("no_projects")),))
        return
    columns = (
        Column(say("number"), 0.4),
        Column(say("project"), 2.2),
        Column(say("status"), 0.8, name="status"),
        Column(say("partners"), 2.0, name="partners"),
    )
    yield Table(say("projects"), columns, rows)
    if more := len(ground.projects) - len(rows):
        yield Paragraph((Run(say("more", count=str(more)), pages.document),))


def _briefly(partners: list[str], most: int | None) -> str:
    shown = partners if most is None else partners[:3]
    return " · ".join(shown) + (" …" if len(shown) < len(partners) else "")


def _money(
    desk: Desk, ground: Ground, pages: Pages, accounts: Accounts
) -> Iterator[Block]:
    rows = [
        (
            one.id,
            told(f"{one.code} {desk.title(one)}", pages.project(one.id)),
            pages.money(one.id),
        )
        for one in ground.projects
    ]
    yield from desk.money(accounts, pages).planned(
        accounts,
        desk.say("money"),
        desk.say("project"),
        rows,
        lambda one: one.project_id,
    )


def network_rows(network_id: UUID, programme: Any) -> Any:
    """The network as its report tells of it."""
    lead = (
        select(Organisation.name)
        .where(Organisation.id == Network.lead_organisation_id)
        .scalar_subquery()
    )
    return select(
        *(Network.id, Network.code, Network.name, Network.original_language),
        *(Network.description, Network.starts_on, Network.ends_on),
        *(lead.label("lead"), Network.programme_id, programme, Network.updated_at),
    ).where(Network.id == network_id)
