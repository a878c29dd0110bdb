"""Which indicators' figures can be added together."""

from bromost_common.errors import ConflictError
from bromost_indicators.indicators.models import Indicator


class NotComparableError(ConflictError):
    """The two count different things, or in different ways."""

    code = "not_comparable"


def refuse_incomparable(child: Indicator, parent: Indicator) -> None:
    if (child.unit, child.unit_name) != (parent.unit, parent.unit_name):
        raise NotComparableError("The two indicators have different units.")
