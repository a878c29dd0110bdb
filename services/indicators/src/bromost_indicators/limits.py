"""How large a project's framework may become, for it is read as a whole."""

from bromost_common.errors import ConflictError

MAX_RESULTS = 300
MAX_INDICATORS = 1_000
MAX_PERIODS = 2_000
MAX_CONTRIBUTIONS = 30
MAX_PLACES = 200
MAX_ROLLUPS = 20


class FrameworkTooLargeError(ConflictError):
    """The project has as many results, indicators or periods as it may have."""

    code = "framework_too_large"


def refuse_beyond(limit: int, count: int, what: str) -> None:
    if count >= limit:
        raise FrameworkTooLargeError(f"At most {limit} {what}.")
