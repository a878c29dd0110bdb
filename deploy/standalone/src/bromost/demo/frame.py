"""What a portfolio is imported into: organisations, themes, a programme, rates."""

from .files import document, rows
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


async def add_programme(registry: Service, ids: OrganisationIds) -> Body:
    """The programme with its themes and roles, as it stands in the registry."""
    (wanted,) = document("programmes.json")["programmes"]
    themes = await _themes(registry, wanted["themes"])
    for programme in await registry.all("/v1/programmes"):
        if programme["code"] == wanted["code"]:
            return programme
    roles = [
        {
            "organisation_id": ids[role["organisation"], role["country_code"]],
            "role": role["role"],
        }
        for role in wanted["roles"]
    ]
    changes = {"theme_ids": list(themes.values()), "roles": roles}
    body = {name: wanted[name] for name in wanted if name != "themes"} | changes
    return await registry.post("/v1/programmes", body)


async def _themes(registry: Service, wanted: list[Body]) -> dict[str, str]:
    known = (await registry.get("/v1/themes"))["items"]
    ids = {theme["code"]: theme["id"] for theme in known}
    for theme in wanted:
        if theme["code"] not in ids:
            body = {"code": theme["code"], "name": theme["name"]}
            ids[theme["code"]] = (await registry.post("/v1/themes", body))["id"]
    return ids


async def add_rates(registry: Service) -> None:
    known = {
        (rate["from_currency"], rate["to_currency"], rate["valid_on"])
        for rate in await registry.all("/v1/conversion-rates")
    }
    for row in rows("conversion_rates.csv"):
        if (row["from_currency"], row["to_currency"], row["valid_on"]) not in known:
            await registry.post("/v1/conversion-rates", dict(row))
