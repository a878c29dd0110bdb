"""Where it is done; the pages' own is `where.ts`."""

from uuid import UUID

_OWN_PAGE = {
    "role_expiring": "/account",
    "invitation_expired": "/invitations",
    "key_expiring": "/keys",
}

_REPORTS = frozenset({"report_due", "report_returned", "report_to_accept"})


def path_of(
    kind: str, object_id: UUID, project_id: UUID | None, programme_id: UUID | None
) -> str:
    if kind in _OWN_PAGE:
        return _OWN_PAGE[kind]
    if kind in _REPORTS:
        return f"/reporting/{object_id}"
    if kind == "project_ending":
        return f"/projects/{object_id}"
    if not (project_id or programme_id):
        return "/todo"
    owner = f"projects/{project_id}" if project_id else f"programmes/{programme_id}"
    if kind == "baselines_missing":
        return f"/{owner}/results"
    review = kind in {"values_to_verify", "values_to_accept"}
    return f"/{owner}/values{'?view=review' if review else ''}"
