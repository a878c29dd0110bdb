"""The kinds of documents: their parts in the order of the house, what each may lack.

What may be lacking, `details`, are columns and charts by their names in `Column.name`
and `Picture.name` of a document.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Kind = Literal[
    "annual_report",
    "donor_financial",
    "council_summary",
    "project_progress",
    "project_final",
    "network_report",
]
PartName = Literal[
    "summary",
    "overview",
    "chosen",
    "gaps",
    "facts",
    "description",
    "reports",
    "members",
    "projects",
    "money",
    "funders",
    "co_financing",
    "sub_awards",
    "rates",
    "about",
]
Detail = Literal[
    "chart_years",
    "chart_countries",
    "years",
    "reason",
    "status",
    "partners",
    "joined",
    "left_on",
    "target",
    "previously",
    "now",
    "to_date",
    "planned",
    "commitment",
    "disbursement",
    "expenditure",
    "repayment",
    "remains",
    "share",
    "kind",
    "awarded",
    "came_back",
    "outstanding",
]
Parts: TypeAlias = Mapping[PartName, tuple[Detail, ...]]

_MONEY: Final[tuple[Detail, ...]] = (
    *("planned", "commitment", "disbursement", "expenditure", "repayment", "remains"),
)
_AWARDS: Final[tuple[Detail, ...]] = (
    *("kind", "awarded", "disbursement", "came_back", "outstanding"),
)
_LISTED: Final[tuple[Detail, ...]] = ("status", "partners")
_OF_PROJECT: Final[Parts] = MappingProxyType(
    {
        "facts": (),
        "description": (),
        "reports": ("target", "previously", "now", "to_date"),
        "money": _MONEY,
        "co_financing": ("share",),
        "sub_awards": _AWARDS,
        "rates": (),
        "about": (),
    }
)
PARTS: Final[Mapping[Kind, Parts]] = MappingProxyType(
    {
        "annual_report": {
            "summary": ("chart_years", "chart_countries", "years"),
            "overview": ("years",),
            "chosen": (),
            "gaps": ("reason",),
            "about": (),
        },
        "donor_financial": {
            "money": _MONEY,
            "funders": ("years",),
            "co_financing": ("share",),
            "sub_awards": _AWARDS,
            "rates": (),
            "about": (),
        },
        "council_summary": {
            "facts": (),
            "description": (),
            "projects": _LISTED,
            "money": (),
        },
        "project_progress": _OF_PROJECT,
        "project_final": _OF_PROJECT,
        "network_report": {
            "facts": (),
            "description": (),
            "members": ("joined", "left_on"),
            "projects": _LISTED,
            "money": _MONEY,
            "rates": (),
            "about": (),
        },
    }
)
