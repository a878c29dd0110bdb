from datetime import datetime

from pydantic import BaseModel, Field

from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.report_figures.schemas import ReportFigures
from bromost_indicators.report_files.schemas import NamedFile
from bromost_indicators.report_sections.schemas import ReportSections


class ReportVersionOut(BaseModel):
    """What a report told when it was accepted."""

    number: int = Field(description="1 for the first time that it was accepted.")
    at: datetime
    accepted_by: Recorder | None
    sections: ReportSections
    figures: ReportFigures
    files: list[NamedFile] = Field(description="As they were then.")
