"""Assembles the service; the only module that knows all of its parts."""

from fastapi import FastAPI

from bromost_common.files.intake import Intake
from bromost_common.web.privacy import privacy_router
from bromost_common.web.service import create_service

from .access import ACCESS
from .adoptions.router import router as adoptions
from .answering.router import UPLOADS_BY_LINK
from .answering.router import router as answering
from .axes.router import router as axes
from .bulk_values.router import router as bulk_values
from .contribution_links.router import router as contribution_links
from .contributions.router import router as contributions
from .coverage.router import router as coverage
from .cross_checks.router import router as cross_checks
from .definitions.router import router as definitions
from .entries.router import router as entries
from .figures.router import router as figures
from .files.router import UPLOADS
from .files.router import router as files
from .follow_ups.router import router as follow_ups
from .framework_sheets.router import router as framework_sheets
from .frameworks.router import router as frameworks
from .history.router import router as history
from .indicators.router import router as indicators
from .lines.router import router as lines
from .locks.router import router as locks
from .overlaps.router import router as overlaps
from .performance.router import router as performance
from .personal_data import PERSONAL_DATA
from .places.router import router as places
from .programme_rules.router import router as programme_rules
from .report_comments.router import router as report_comments
from .report_figures.router import router as report_figures
from .report_files.router import router as report_files
from .report_sections.router import router as report_sections
from .report_versions.router import router as report_versions
from .reporting_requirements.router import router as reporting_requirements
from .reports.router import router as reports
from .results.router import router as results
from .rollups.router import router as rollups
from .settings import Settings
from .successions.router import router as successions
from .timeliness.router import router as timeliness
from .value_checks.router import router as value_checks
from .value_sheets.router import router as value_sheets

# A secret that is told once, and what is exchanged for one, leaves no trace.
LEAVES_NO_TRACE = [
    "/v1/projects/{project_id}/contribution-links",
    "/v1/contribution-links/{contribution_link_id}/renewal",
    "/v1/contribution/session",
]
# Hot routes first: a route is found by walking the list.
ROUTERS = [
    frameworks,
    entries,
    indicators,
    figures,
    performance,
    results,
    overlaps,
    contributions,
    coverage,
    lines,
    adoptions,
    rollups,
    places,
    locks,
    programme_rules,
    reports,
    report_figures,
    report_sections,
    report_comments,
    report_files,
    report_versions,
    reporting_requirements,
    timeliness,
    definitions,
    successions,
    axes,
    cross_checks,
    follow_ups,
    value_checks,
    value_sheets,
    bulk_values,
    framework_sheets,
    contribution_links,
    answering,
    files,
    history,
]


def create_app(settings: Settings) -> FastAPI:
    app = create_service(
        name="indicators",
        title="Bromost results and indicators",
        description="Results, indicators, baselines, targets and values of projects.",
        settings=settings,
        access=ACCESS,
        never_repeated=[*LEAVES_NO_TRACE, UPLOADS, UPLOADS_BY_LINK],
        routers=[*ROUTERS, privacy_router("indicators", PERSONAL_DATA)],
    )
    app.state.intake = Intake(settings)
    return app
