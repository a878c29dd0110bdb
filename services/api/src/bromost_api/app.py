"""Assembles the registry; the only module that knows all of its parts."""

from fastapi import FastAPI

from bromost_common.web.service import create_service

from .access import ACCESS
from .accounts.router import router as accounts
from .codelists.router import router as codelists
from .finance.router import router as finance
from .imports.router import router as imports
from .organisations.router import router as organisations
from .overview.router import router as overview
from .partnerships.router import router as partnerships
from .programmes.router import router as programmes
from .projects.router import router as projects
from .reports.router import router as reports
from .settings import Settings
from .themes.router import router as themes


def create_app(settings: Settings) -> FastAPI:
    return create_service(
        name="api",
        title="Bromost partnership registry",
        description="Organisations, programmes, partnerships, projects and money.",
        settings=settings,
        access=ACCESS,
        # A password leaves no trace but its own hash, and a cookie is given once.
        never_repeated=["/v1/session"],
        # Hot routes first: a route is found by walking the list.
        routers=[
            organisations,
            projects,
            programmes,
            themes,
            accounts,
            codelists,
            partnerships,
            finance,
            overview,
            reports,
            imports,
        ],
    )
