"""Programmes, and the projects that no sheet brings."""

from .files import document
from .frame import OrganisationIds
from .front_door import Body, Service

# What is added on its own, after a programme or project is there.
_PROGRAMME_PARTS = frozenset({"themes", "projects"})
_PROJECT_PARTS = frozenset({"places"})
Programmes = dict[str, Body]
Projects = dict[tuple[str, str], Body]


async def add_programmes(registry: Service, ids: OrganisationIds) -> Programmes:
    """Those that are missing, with themes and roles; all of them by their codes."""
    known = {it["code"]: it for it in await registry.all("/v1/programmes")}
    for wanted in document("programmes.json")["programmes"]:
        if wanted["code"] not in known:
            themes = await _themes(registry, wanted["themes"])
            body = _own(wanted, _PROGRAMME_PARTS) | {
                "theme_ids": list(themes.values()),
                "roles": _roles(wanted, ids),
            }
            known[wanted["code"]] = await registry.post("/v1/programmes", body)
    return known


async def add_projects(
    registry: Service, programmes: Programmes, ids: OrganisationIds
) -> None:
    """Those that a programme names itself."""
    for wanted in document("programmes.json")["programmes"]:
        programme = programmes[wanted["code"]]
        path = "/v1/projects"
        there = await registry.all(path, programme=programme["id"])
        codes = {project["code"] for project in there}
        for project in wanted.get("projects", []):
            if project["code"] not in codes:
                body = _own(project, _PROJECT_PARTS) | {
                    "programme_id": programme["id"],
                    "roles": _roles(project, ids),
                }
                await registry.post(path, body)


async def projects_by_code(registry: Service, programmes: Programmes) -> Projects:
    """All projects, by the codes of their programme and their own."""
    return {
        (code, project["code"]): project
        for code, programme in programmes.items()
        for project in await registry.all("/v1/projects", programme=programme["id"])
    }


async def add_places(indicators: Service, projects: Projects) -> None:
    """Where a project works."""
    for programme in document("programmes.json")["programmes"]:
        for wanted in programme.get("projects", []):
            project = projects[programme["code"], wanted["code"]]
            graph = await indicators.get(f"/v1/frameworks/{project['id']}/graph")
            known = {name for it in graph["places"] for name in it["name"].values()}
            language = wanted["original_language"]
            for name in wanted["places"]:
                if name not in known:
                    body = {"name": {language: name}, "original_language": language}
                    path = f"/v1/projects/{project['id']}/places"
                    await indicators.post(path, body)


def _own(wanted: Body, parts: frozenset[str]) -> Body:
    return {name: wanted[name] for name in wanted if name not in parts}


def _roles(wanted: Body, ids: OrganisationIds) -> list[Body]:
    return [
        {
            "organisation_id": ids[role["organisation"], role["country_code"]],
            "role": role["role"],
        }
        for role in wanted["roles"]
    ]


async def _themes(registry: Service, wanted: list[Body]) -> dict[str, str]:
    known = (await registry.get("/v1/themes"))["items"]
    ids = {theme["code"]: theme["id"] for theme in known}
    for theme in wanted:
        if theme["code"] not in ids:
            body = {"code": theme["code"], "name": theme["name"]}
            ids[theme["code"]] = (await registry.post("/v1/themes", body))["id"]
    return {theme["code"]: ids[theme["code"]] for theme in wanted}
