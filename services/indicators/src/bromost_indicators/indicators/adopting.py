"""Taking over an indicator from another framework: what it counts, and no figures."""

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.outbox import publish
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.definitions.own import OwnDefinitions
from bromost_indicators.definitions.repository import DefinitionRepository
from bromost_indicators.limits import MAX_INDICATORS, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result

from .models import Indicator
from .repository import IndicatorRepository
from .service import registered


class IndicatorAdoption:
    """Indicators of other frameworks, in use in this one."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._indicators = IndicatorRepository(session)
        self._definitions = DefinitionRepository(session)
        self._own = OwnDefinitions(session)

    async def take(
        self,
        owner: OwnerRef,
        result: Result,
        source: Indicator,
        mode: str,
        *,
        actor: Actor,
    ) -> Indicator:
        """The same indicator below `result`, whose framework the caller holds."""
        count, _ = await self._indicators.counts(owner.id)
        refuse_beyond(MAX_INDICATORS, count, "indicators")
        version = await self._version(owner, result, source, mode, actor)
        indicator = Indicator(
            id=new_id(),
            result_id=result.id,
            title=source.title,
            definition_version_id=version.id,
            is_synthetic=False,
            origin_indicator_id=source.id,
            origin_mode=mode,
        )
        await self._indicators.add(indicator, None)
        await self._indicators.begin_series(indicator)
        publish(self._session, registered(indicator, result, owner, actor))
        return indicator

    async def _version(
        self,
        owner: OwnerRef,
        result: Result,
        source: Indicator,
        mode: str,
        actor: Actor,
    ) -> DefinitionVersion:
        """The library's, or the programme's while it is inherited; else a copy."""
        definition, version = await self._definitions.version(
            source.definition_version_id
        )
        of_library = definition.code is not None and definition.programme_id in {
            None,
            owner.programme_id,
        }
        if of_library or mode == "inherited":
            return version
        of = "programme_id" if owner.is_programme else "project_id"
        rule = await self._definitions.told(version)
        return await self._own.make(
            {of: owner.id},
            source.title,
            result.original_language,
            rule,
            actor=actor,
        )
