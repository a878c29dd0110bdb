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
    if kind == "baselines_missing" and project_id:
        return f"/projects/{project_id}/results"
    if project_id:
        review = kind in {"values_to_verify", "values_to_accept"}
        return f"/projects/{project_id}/values{'?view=review' if review else ''}"
    return f"/programmes/{programme_id}/results" if programme_id else "/todo"
