"""Which indicators' figures can be added together."""

from bromost_common.errors import ConflictError
from bromost_indicators.calculation.rules import convertible
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.definitions.models import DefinitionVersion


class NotComparableError(ConflictError):
    """The two count different things, or in different ways."""

    code = "not_comparable"


def refuse_incomparable(child: DefinitionVersion, parent: DefinitionVersion) -> None:
    same = child.unit_name == parent.unit_name and child.scale == parent.scale
    if not same or not convertible(rule_of(child), rule_of(parent)):
        raise NotComparableError("The two count different things, or differently.")
