"""What programmes and projects refer to: organisations and rates."""

from .files import rows
from .front_door import Body, Service

OrganisationIds = dict[tuple[str, str | None], str]


async def add_organisations(registry: Service) -> OrganisationIds:
    """Register those that are not there; the ids of all by name and country."""
    known = await registry.all("/v1/organisations")
    ids: OrganisationIds = {(o["name"], o["country_code"]): o["id"] for o in known}
    for row in rows("organisations.csv"):
        key = (row["name"], row["country_code"] or None)
        if key not in ids:
            created = await registry.post("/v1/organisations", _organisation(row))
            ids[key] = created["id"]
    return ids


def _organisation(row: dict[str, str]) -> Body:
    place = None
    if row["latitude"]:
        place = {
            "name": row["place_name"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        }
    identifiers = []
    if row["identifier"]:
        # Register codes have a country and a register: the number is what follows.
        scheme, number = row["identifier"].rsplit("-", 1)
        identifiers = [{"scheme": scheme, "value": number}]
    return {
        "kind": row["kind"],
        "name": row["name"],
        "country_code": row["country_code"] or None,
        "place": place,
        "aliases": [{"name": name} for name in row["aliases"].split(" | ") if name],
        "identifiers": identifiers,
    }


async def add_rates(registry: Service) -> None:
    known = {
        (rate["from_currency"], rate["to_currency"], rate["valid_on"])
        for rate in await registry.all("/v1/conversion-rates")
    }
    for row in rows("conversion_rates.csv"):
        if (row["from_currency"], row["to_currency"], row["valid_on"]) not in known:
            await registry.post("/v1/conversion-rates", dict(row))
