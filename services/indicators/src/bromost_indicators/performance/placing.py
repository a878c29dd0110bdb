"""Where a figure is shown on a map, and in which words that is said."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from bromost_common.paging import AnyRow

from .schemas import MapPosition


class Known(NamedTuple):
    """What is known of where projects take place, by project."""

    sites: Mapping[UUID, Sequence[AnyRow]]
    partners: Mapping[UUID, Sequence[AnyRow]]
    countries: Mapping[UUID, Sequence[AnyRow]]


def at_site(site: AnyRow) -> MapPosition:
    return MapPosition(
        where="site" if site.latitude is not None else "nowhere",
        site_id=site.id,
        name=site.name,
        original_language=site.original_language,
        country_code=site.country_code,
        latitude=_degrees(site.latitude),
        longitude=_degrees(site.longitude),
    )


def of_project(project_id: UUID, known: Known) -> MapPosition:
    """A whole project: its one site, else a partner there, else its one country.

    Several sites are no one place, and neither are several countries.
    """
    sites = known.sites.get(project_id, ())
    if len(sites) == 1 and sites[0].latitude is not None:
        return at_site(sites[0])
    countries = [row.country_code for row in known.countries.get(project_id, ())]
    for partner in known.partners.get(project_id, ()):
        if not countries or partner.country_code in countries:
            return MapPosition(
                where="partner",
                site_id=None,
                name={"en": partner.name},
                original_language="en",
                country_code=partner.country_code,
                latitude=_degrees(partner.latitude),
                longitude=_degrees(partner.longitude),
            )
    return MapPosition(
        where="country" if len(countries) == 1 else "nowhere",
        site_id=None,
        name=None,
        original_language=None,
        country_code=countries[0] if len(countries) == 1 else None,
        latitude=None,
        longitude=None,
    )


def not_said(country_code: str | None = None) -> MapPosition:
    """What was counted without saying at which place."""
    return MapPosition(
        where="nowhere",
        site_id=None,
        name=None,
        original_language=None,
        country_code=country_code,
        latitude=None,
        longitude=None,
    )


def _degrees(value: object) -> str | None:
    return None if value is None else str(value)
