from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.service import ProgrammeService
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    FieldError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from bromost_common.visibility import PROGRAMMES

from .kinds import PARTS, Kind
from .models import DocumentTemplate
from .repository import DocumentTemplateRepository
from .schemas import DocumentTemplateOut, TemplateChoice, TemplateContents


class DocumentTemplateService:
    """How programmes lay out documents. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._templates = DocumentTemplateRepository(session)

    async def get(
        self, programme_id: UUID, kind: Kind, version: int | None, *, actor: Actor
    ) -> DocumentTemplateOut:
        """The version, else the newest; version 0 is the order of the house."""
        await ProgrammeService(self._session).get(programme_id, actor=actor)
        found = None
        if version != 0:
            found = await self._templates.find(programme_id, kind, version)
        if found is None and version:
            raise NotFoundError("There is no such version.")
        return _out(programme_id, kind, found)

    async def lay_down(
        self,
        programme_id: UUID,
        kind: Kind,
        wanted: TemplateContents,
        expected_version: int,
        *,
        actor: Actor,
    ) -> DocumentTemplateOut:
        """Keep a further version, by which documents are made from now on."""
        await ProgrammeService(self._session).get(programme_id, actor=actor)
        await PROGRAMMES.require(self._session, actor, "programme.write", programme_id)
        check_contents(kind, wanted)
        await self._templates.hold(programme_id, kind)
        before = _out(
            programme_id, kind, await self._templates.find(programme_id, kind)
        )
        if before.version != expected_version:
            raise StaleVersionError(
                "The template was changed by somebody else.", current=before
            )
        kept = DocumentTemplate(
            id=new_id(),
            programme_id=programme_id,
            kind=kind,
            version=before.version + 1,
            contents=wanted.model_dump(mode="json"),
            laid_down_by=actor.account_id,
        )
        await self._templates.add(kept)
        await self._session.refresh(kept, ["laid_down_at"])
        return _out(programme_id, kind, kept)


def check_contents(
    kind: Kind, wanted: TemplateContents, at: Sequence[str] = ()
) -> None:
    """Refuse what documents of the kind cannot be laid out by; `at` leads there."""
    found = list(_wrong(kind, wanted, ("body", *at)))
    if found:
        raise InvalidError("A document cannot be laid out so.", fields=found)


def _wrong(
    kind: Kind, wanted: TemplateContents, at: tuple[str, ...]
) -> Iterator[FieldError]:
    seen: set[str] = set()
    for place, part in enumerate(wanted.parts):
        here: tuple[str | int, ...] = (*at, "parts", place)
        known = PARTS[kind].get(part.name)
        if known is None:
            yield FieldError((*here, "name"), "unknown_part", "It has no such part.")
            continue
        if part.name in seen:
            yield FieldError((*here, "name"), "duplicate_part", "It is named twice.")
        seen.add(part.name)
        for number, detail in enumerate(part.left_out):
            if detail not in known:
                yield FieldError(
                    (*here, "left_out", number),
                    "unknown_detail",
                    "The part has no such column or chart.",
                )
    if not any(part.is_shown for part in wanted.parts):
        yield FieldError((*at, "parts"), "no_part_shown", "Some part is there.")


def _out(
    programme_id: UUID, kind: Kind, found: DocumentTemplate | None
) -> DocumentTemplateOut:
    contents = TemplateContents.built_in(kind) if found is None else None
    return DocumentTemplateOut.model_validate(
        {
            **(contents.model_dump() if contents else found.contents),  # type: ignore[union-attr]  # one of both
            "programme_id": programme_id,
            "kind": kind,
            "version": found.version if found else 0,
            "laid_down_at": found.laid_down_at if found else None,
            "choices": [
                TemplateChoice(name=name, details=list(details))
                for name, details in PARTS[kind].items()
            ],
        }
    )
