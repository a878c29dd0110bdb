"""What the installation's library of indicators holds, and by what it divides them."""

from typing import NamedTuple

from .files import document
from .front_door import Body, Service


class Library(NamedTuple):
    """The ids of the newest versions of definitions, and those of categories."""

    versions: dict[str, str]
    categories: dict[str, str]


async def add_library(indicators: Service) -> Library:
    """Publish what is missing."""
    axes = await _axes(indicators)
    categories = {
        it["code"]: str(it["id"])
        for axis in axes.values()
        for it in axis["categories"]
        if not it["is_unknown"]
    }
    return Library(await _versions(indicators, axes), categories)


async def _axes(indicators: Service) -> dict[str, Body]:
    known = {it["code"]: it for it in await indicators.all("/v1/axes")}
    for wanted in document("definitions.json")["axes"]:
        if wanted["code"] not in known:
            known[wanted["code"]] = await indicators.post("/v1/axes", wanted)
    return known


async def _versions(indicators: Service, axes: dict[str, Body]) -> dict[str, str]:
    known = {it["code"]: it for it in await _all(indicators)}
    ids = {}
    for wanted in document("definitions.json")["definitions"]:
        found = known.get(wanted["code"])
        if found is None:
            rule = {name: wanted[name] for name in wanted if name != "axes"}
            rule["axis_ids"] = [axes[code]["id"] for code in wanted.get("axes", ())]
            found = await indicators.post("/v1/definitions", rule)
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
