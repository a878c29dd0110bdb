"""The twinnings and pilots on record, and how they stood."""

from .files import rows, texts
from .frame import OrganisationIds
from .front_door import Body, Service
from .portfolio import ids_of

Sides = tuple[str, str]


async def add_partnerships(registry: Service, ids: OrganisationIds) -> None:
    """Register each with its first status; an import finds them by their members."""
    known = {_members(p) for p in await registry.all("/v1/partnerships")}
    for sides, statuses in _by_sides().items():
        home, partners = (ids_of(side, ids) for side in sides)
        if frozenset(home + partners) in known:
            continue
        members = [{"organisation_id": key, "side": 1} for key in home]
        members += [{"organisation_id": key, "side": 2} for key in partners]
        body = {
            "name": " - ".join(side.replace(" | ", ", ") for side in sides),
            "link_type": statuses[0]["link_type"],
            "members": members,
            "status": _status(statuses[0]),
        }
        await registry.post("/v1/partnerships", body)


async def add_later_statuses(registry: Service, ids: OrganisationIds) -> None:
    found = {_members(p): p["id"] for p in await registry.all("/v1/partnerships")}
    for sides, statuses in _by_sides().items():
        key = frozenset(ids_of(sides[0], ids) + ids_of(sides[1], ids))
        path = f"/v1/partnerships/{found[key]}"
        known = {s["valid_from"] for s in (await registry.get(path))["statuses"]}
        for row in statuses[1:]:
            if row["valid_from"] not in known:
                await registry.post(f"{path}/status-changes", _status(row))


def _by_sides() -> dict[Sides, list[dict[str, str]]]:
    found: dict[Sides, list[dict[str, str]]] = {}
    for row in rows("statuses.csv"):
        found.setdefault((row["home"], row["partners"]), []).append(row)
    return found


def _members(partnership: Body) -> frozenset[str]:
    return frozenset(o["id"] for side in partnership["sides"] for o in side)


def _status(row: dict[str, str]) -> Body:
    status = {"status": row["status"], "valid_from": row["valid_from"]}
    return status | {"reason": texts(row, "reason")}
