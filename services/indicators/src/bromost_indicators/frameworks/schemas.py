from pydantic import BaseModel

from bromost_indicators.indicators.schemas import IndicatorOut
from bromost_indicators.projects.schemas import ProjectRef
from bromost_indicators.results.schemas import ResultOut


class ResultWithIndicators(ResultOut):
    """A result with what it is measured by."""

    indicators: list[IndicatorOut]


class FrameworkOut(BaseModel):
    """All results of a project: from input to impact, each kind in its order."""

    project: ProjectRef
    results: list[ResultWithIndicators]
