"""What the roles may do in the registry."""

from bromost_common.auth import AccessMap, three_roles

ACCESS: AccessMap = three_roles(
    "account",
    "organisation",
    "programme",
    "project",
    "partnership",
    "budget",
    "report",
    "import",
    # Another service decides on it; told here so that pages offer the right actions.
    "result",
)
