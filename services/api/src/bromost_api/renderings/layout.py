"""A document as its programme wants it: which parts, in which order, in whose words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from bromost_api.document_templates.schemas import TemplatePart
from bromost_common.languages import Language, in_language

from .book import Block, Book, Paragraph, Part, Picture, Row, Run, Table
from .said import is_from_right, paragraphs, plain


class Owner(NamedTuple):
    """The programme by whose template a document is made, if it has one."""

    id: UUID
    original_language: Language


@dataclass(frozen=True)
class Layout:
    """The parts that are wanted, and the language that stands in for others."""

    parts: tuple[TemplatePart, ...]
    original: Language


def laid_out(book: Book, layout: Layout | None) -> Book:
    """The same data in the order of the programme; without one, of the house.

    A part of which there is nothing to tell is not there, whatever is wanted.
    """
    if layout is None:
        return book
    there = {part.name: part for part in book.parts}
    parts = tuple(
        _part(there[one.name], one, book.language, layout.original)
        for one in layout.parts
        if one.is_shown and one.name in there
    )
    return replace(book, parts=parts)


def heading_of(wanted: TemplatePart, by_itself: str, at: Language, of: Language) -> str:
    """In the programme's words, else by itself."""
    if wanted.heading is None:
        return by_itself
    return plain(in_language(wanted.heading, at, of))


def _part(part: Part, wanted: TemplatePart, at: Language, of: Language) -> Part:
    introduction: tuple[Block, ...] = ()
    if wanted.introduction is not None:
        introduction = tuple(
            Paragraph((Run(text),), from_right=is_from_right(text))
            for text in paragraphs(in_language(wanted.introduction, at, of))
        )
    rest = tuple(_wanted(part.blocks, frozenset(wanted.left_out)))
    title = heading_of(wanted, part.title, at, of)
    return replace(part, title=title, blocks=introduction + rest)


def _wanted(blocks: tuple[Block, ...], left_out: frozenset[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            yield _narrowed(block, left_out)
        elif not isinstance(block, Picture) or block.name not in left_out:
            yield block


def _narrowed(table: Table, left_out: frozenset[str]) -> Table:
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.name not in left_out
    ]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(
            Row(tuple(row.cells[place] for place in kept), row.role)
            for row in table.rows
        ),
    )
