"""What each role may do about what everybody reads: a part of the route matrix."""

from typing import Final

from .reach import Rule

_PUBLISH = "programme.write"
_NO_DRAFT = "the example names no draft of these"
_NO_REPORT = "no report of the world was accepted"
_NOT_PUBLIC = "nothing of the world is public"

# Whoever looks after a programme decides what is public of it and its projects.
PUBLISHED: Final[dict[str, Rule]] = {
    "get_programme_publication": Rule("programme.read", "programme"),
    "get_project_publication": Rule("project.read", "project"),
    "preview_programme": Rule(_PUBLISH, "programme"),
    "preview_project": Rule(_PUBLISH, "project"),
    "publish_programme": Rule(_PUBLISH, "programme", allowed=409, why=_NO_DRAFT),
    "publish_project": Rule(_PUBLISH, "project", allowed=409, why=_NO_DRAFT),
    "unpublish_programme": Rule(_PUBLISH, "programme", allowed=404, why=_NOT_PUBLIC),
    "unpublish_project": Rule(_PUBLISH, "project", allowed=404, why=_NOT_PUBLIC),
    "list_practices": Rule("programme.read"),
    # A draft is seen by nobody else.
    "get_practice": Rule(_PUBLISH, "programme", denied=404),
    "preview_practice": Rule(_PUBLISH, "programme"),
    "write_practice": Rule(_PUBLISH, "new_project", unseen=422),
    "change_practice": Rule(_PUBLISH, "programme"),
    "take_practice_step": Rule(_PUBLISH, "programme"),
    "remove_practice": Rule(_PUBLISH, "programme"),
    **dict.fromkeys(
        (
            *("get_report_publication", "preview_report"),
            *("publish_report", "unpublish_report"),
        ),
        Rule(_PUBLISH, allowed=404, why=_NO_REPORT),
    ),
}
