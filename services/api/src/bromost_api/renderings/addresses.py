"""Where the installation shows what a figure is made of."""

from urllib.parse import urlencode
from uuid import UUID

from .contents import Contents


class Addresses:
    """Of the pages behind the figures of one report."""

    def __init__(self, contents: Contents) -> None:
        self._origin = contents.origin
        report = contents.report
        asked = {
            "programme": report.programme and str(report.programme.id),
            "from_year": str(report.years[0]),
            "to_year": str(report.years[-1]),
            "currency": report.currency,
        }
        given = {key: value for key, value in asked.items() if value}
        self.report = f"{self._origin}/reports/annual?{urlencode(given)}"

    def country(self, codes: list[str]) -> str:
        return f"{self.report}#country-{'-'.join(codes) or 'none'}"

    def project(self, project_id: UUID) -> str:
        return f"{self._origin}/projects/{project_id}"

    def budget(self, project_id: UUID) -> str:
        return f"{self._origin}/projects/{project_id}/budget"

    def partnership(self, partnership_id: UUID) -> str:
        return f"{self._origin}/partnerships/{partnership_id}"
