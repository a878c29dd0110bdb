"""Results, indicators and values, entered as those who run the projects would."""

from collections.abc import Sequence

from .definitions import Library, add_library
from .files import document
from .front_door import Body, Service
from .programmes import Programmes, Projects

_DOCUMENTS = (
    "results_portfolio.json",
    "results_kosovo.json",
    "results_russia.json",
    "results_serbia.json",
    "results_india.json",
    "results_tanzania.json",
    "results_mic.json",
    "results_link.json",
)
# What hangs below an indicator or a result is added on its own.
_OWN_FIELDS = ("indicators", "periods", "entries", "definition", "key", "leads_to")


async def add_results(
    indicators: Service,
    programmes: Programmes,
    projects: Projects,
    *,
    with_values: bool,
) -> None:
    """Add what is missing of the frameworks, and then, when asked to, of the values."""
    library = await add_library(indicators)
    for name in _DOCUMENTS:
        wanted = document(name)
        owner = _owner(wanted, programmes, projects)
        path = f"/v1/{'projects' if 'project' in wanted else 'programmes'}/{owner}"
        known = {
            _name(it): it for it in (await indicators.get(f"{path}/results"))["results"]
        }
        for result in wanted["results"]:
            there = known.get(_name(result))
            if there is None:
                there = await indicators.post(f"{path}/results", _own(result))
                there |= {"indicators": []}
                known[_name(result)] = there
            await _add_indicators(
                indicators,
                there,
                [_rule(it, wanted["source"], library) for it in result["indicators"]],
                with_values=with_values,
            )
        await _add_contributions(indicators, owner, wanted["results"], known)


def _owner(wanted: Body, programmes: Programmes, projects: Projects) -> str:
    if "project" not in wanted:
        return str(programmes[wanted["programme"]]["id"])
    project = wanted["project"]
    return str(projects[project["programme"], project["code"]]["id"])


def _rule(wanted: Body, source: Body | None, library: Library) -> Body:
    """An indicator of the library takes its rule from there; the others say it."""
    wanted = wanted | {"periods": [_told(it, library) for it in wanted["periods"]]}
    if "definition" in wanted:
        return wanted | {
            "definition_version_id": library.versions[wanted["definition"]]
        }
    return {"source": source} | wanted


def _told(period: Body, library: Library) -> Body:
    """With the ids of the categories that its values are told by."""
    entries = [
        entry
        | {
            "cells": [
                cell
                | {"categories": [library.categories[it] for it in cell["categories"]]}
                for cell in entry["cells"]
            ]
        }
        if "cells" in entry
        else entry
        for entry in period["entries"]
    ]
    return period | {"entries": entries}


async def _add_indicators(
    indicators: Service, result: Body, wanted: Sequence[Body], *, with_values: bool
) -> None:
    have = {it["position"]: it for it in result["indicators"]}
    for indicator in wanted:
        there = have.get(indicator["position"])
        if there is None:
            path = f"/v1/results/{result['id']}/indicators"
            there = await indicators.post(path, _own(indicator))
        if with_values:
            await _add_values(indicators, there, indicator)


async def _add_contributions(
    indicators: Service, owner: str, results: Sequence[Body], known: dict[str, Body]
) -> None:
    graph = await indicators.get(f"/v1/frameworks/{owner}/graph")
    have = {(it["from_result_id"], it["to_result_id"]) for it in graph["contributions"]}
    ids = {it["key"]: known[_name(it)]["id"] for it in results if "key" in it}
    for result in results:
        source = known[_name(result)]["id"]
        for key in result.get("leads_to", ()):
            if (source, ids[key]) not in have:
                path = f"/v1/results/{source}/contributions"
                await indicators.post(path, {"to_result_id": ids[key]})


async def _add_values(indicators: Service, there: Body, wanted: Body) -> None:
    have = {period["starts_on"]: period for period in there["periods"]}
    for period in wanted["periods"]:
        stored = have.get(period["starts_on"])
        if stored is None:
            path = f"/v1/indicators/{there['id']}/periods"
            stored = await indicators.post(path, _own(period))
        # Entries are only ever added: a period that has some got them in this order.
        for entry in period["entries"][stored["entry_count"] :]:
            path = f"/v1/periods/{stored['id']}/entries"
            stored = await indicators.post(path, entry, version=stored["version"])
        newest = stored["current"]
        if newest and newest["status"] == "submitted":
            # On record since long: what was last said of it was accepted.
            step = {"entry_id": newest["id"], "status": "accepted"}
            await indicators.post("/v1/entry-steps", {"steps": [step]})


def _own(wanted: Body) -> Body:
    return {name: wanted[name] for name in wanted if name not in _OWN_FIELDS}


def _name(thing: Body) -> str:
    return str(thing["title"]["en"])
