"""Results, indicators and values of one project, entered as its coordinator would."""

from .files import document
from .front_door import Body, Service

# What hangs below an indicator or a result is added on its own.
_OWN_FIELDS = ("indicators", "periods", "entries")


async def add_results(
    indicators: Service, projects: dict[str, Body], *, with_values: bool
) -> None:
    """Add what is missing of the framework, and then, when asked to, of the values."""
    wanted = document("results_kosovo.json")
    project = projects[wanted["project"]["code"]]
    path = f"/v1/projects/{project['id']}/results"
    known = {_name(r): r for r in (await indicators.get(path))["results"]}
    for result in wanted["results"]:
        there = known.get(_name(result))
        if there is None:
            there = await indicators.post(path, _own(result)) | {"indicators": []}
        have = {_name(i): i for i in there["indicators"]}
        for indicator in result["indicators"]:
            known_one = have.get(_name(indicator))
            added = known_one or await _add_indicator(
                indicators, there["id"], indicator
            )
            if with_values:
                await _add_values(indicators, added, indicator)


async def _add_indicator(indicators: Service, result_id: str, wanted: Body) -> Body:
    path = f"/v1/results/{result_id}/indicators"
    return await indicators.post(path, _own(wanted))


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
