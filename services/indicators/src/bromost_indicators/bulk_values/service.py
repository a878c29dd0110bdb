"""Values that another system sends by the thousand."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.entries.ground import Ground
from bromost_indicators.entries.recording import Made, RecordingService, Tried, tried
from bromost_indicators.entries.schemas import EntryFields
from bromost_indicators.projects.service import ProjectService

from .asking import Addresses, Asked, Placed, Refused, asked, placed
from .reading import read_file
from .repository import BulkValueRepository
from .schemas import FileFormat, RowRefused, ValuesOut

_REPEATED = Tried(
    "refused", "repeated_row", "period_id", "An earlier row says it of the same place."
)


class _File(NamedTuple):
    format: FileFormat
    # What they say is read while those before them are on their way to the database.
    rows: list[Placed | Refused]
    # But for these: what they stand on has to be looked up first.
    with_evidence: list[EntryFields]


class BulkValueService:
    """Files of values. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._values = BulkValueRepository(session)
        self._projects = ProjectService(session)
        self._recording = RecordingService(session)

    async def store(
        self, owner_id: UUID, data: bytes, *, submit: bool, actor: Actor
    ) -> ValuesOut:
        """Store what the file says; sent again, what is there is unchanged."""
        owner = await self._projects.get_for_change(
            owner_id, actor=actor, only_values=True
        )
        known = await self._values.addresses(owner_id)
        # Off the loop: others are answered meanwhile.
        file = await asyncio.to_thread(_read, data, known)
        ground = await self._recording.ground(
            list({row.period_id for row in file.rows if isinstance(row, Placed)}),
            owner,
            actor=actor,
            rows=file.with_evidence,
        )
        trial = _Trial(ground, actor, submit=submit)
        await self._recording.tell_and_keep(trial.tell, file.rows)
        if submit:
            self._recording.hand_in(owner, trial.counts["saved"], actor=actor)
        return ValuesOut(
            format=file.format,
            rows=len(file.rows),
            saved=trial.counts["saved"],
            unchanged=trial.counts["unchanged"],
            refused=len(trial.refused),
            refusals=trial.refused,
        )


def _read(data: bytes, known: Addresses) -> _File:
    kind, said = read_file(data)
    rows = [placed(one, known) for one in said]
    ids: dict[str, UUID] = {}
    with_evidence = [
        one.wanted
        for row in rows
        if isinstance(row, Placed) and "evidence" in row.said.fields
        if isinstance(one := asked(row, ids), Asked)
        if isinstance(one.wanted, EntryFields)
    ]
    return _File(kind, rows, with_evidence)


class _Trial:
    """Holds rows against the ground that was read; writes nothing."""

    def __init__(self, ground: Ground, actor: Actor, *, submit: bool) -> None:
        self._ground = ground
        self._actor = actor
        self._submit = submit
        # Of what a row said anything, whatever came of it: sent again, the same.
        self._said: set[tuple[UUID, UUID | None]] = set()
        self._ids: dict[str, UUID] = {}
        self.counts: Counter[str] = Counter()
        self.refused: list[RowRefused] = []

    def tell(self, rows: Sequence[Placed | Refused]) -> list[Made]:
        """What is to be stored of these."""
        made = []
        for row in rows:
            one = asked(row, self._ids) if isinstance(row, Placed) else row
            if isinstance(one, Refused):
                self._refuse(one)
                continue
            found = self._tried(one)
            if found.made is None:
                self._refuse(Refused(one.row, one.period_id, found))
                continue
            self.counts[found.outcome] += 1
            if found.made.entry is not None:
                made.append(found.made)
        return made

    def _tried(self, row: Asked) -> Tried:
        place = (row.period_id, row.wanted.place_id)
        if place in self._said:
            return _REPEATED
        self._said.add(place)
        return tried(
            self._ground,
            row.period_id,
            row.version,
            row.wanted,
            submit=self._submit,
            actor=self._actor,
            anyones=True,
        )

    def _refuse(self, row: Refused) -> None:
        why = row.why
        assert why.code is not None
        self.refused.append(
            RowRefused(
                row=row.row,
                period_id=row.period_id,
                code=why.code,
                field=why.field,
                message=why.message,
            )
        )
