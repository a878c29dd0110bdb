"""What the installation's library of indicators holds."""

from .files import document
from .front_door import Body, Service


async def add_definitions(indicators: Service) -> dict[str, str]:
    """Publish those that are missing; the ids of the newest versions by code."""
    known = {it["code"]: it for it in await _all(indicators)}
    ids = {}
    for wanted in document("definitions.json")["definitions"]:
        found = known.get(wanted["code"])
        if found is None:
            found = await indicators.post("/v1/definitions", wanted)
        path = f"/v1/definitions/{found['id']}"
        there = await indicators.get(path)
        newest = there["versions"][0]
        if newest["published_at"] is None:
            there = await indicators.post(
                f"{path}/versions/{newest['number']}/publication",
                {},
                version=there["version"],
            )
        ids[wanted["code"]] = str(there["versions"][0]["id"])
    return ids


async def _all(indicators: Service) -> list[Body]:
    """Also drafts, in which a load may have been cut off."""
    return await indicators.all("/v1/definitions", shared=True)
