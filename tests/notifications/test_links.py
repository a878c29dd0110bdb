"""Where a mail and a calendar lead: to the page on which it can be done."""

from uuid import UUID

import pytest

from bromost_notifications.calendar import links as calendar
from bromost_notifications.mail import links as mail

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("kind", "project", "leads_to"),
    [
        ("values_due", ONE, f"/projects/{ONE}/values"),
        ("values_to_accept", ONE, f"/projects/{ONE}/values?view=review"),
        ("baselines_missing", ONE, f"/projects/{ONE}/results"),
        ("values_due", None, f"/programmes/{OTHER}/values"),
        ("values_to_verify", None, f"/programmes/{OTHER}/values?view=review"),
        ("baselines_missing", None, f"/programmes/{OTHER}/results"),
        ("key_expiring", None, "/keys"),
    ],
)
def test_a_date_leads_to_where_it_is_done(
    kind: str, project: UUID | None, leads_to: str
) -> None:
    assert calendar.path_of(kind, UUID(int=3), project, OTHER) == leads_to


@pytest.mark.parametrize(
    ("topic", "params", "leads_to"),
    [
        ("values.submitted", {}, f"/projects/{ONE}/values"),
        ("values.submitted", {"is_of_programme": True}, f"/programmes/{ONE}/values"),
        (
            "definition.taken_up",
            {"is_of_programme": True},
            f"/programmes/{ONE}/results",
        ),
    ],
)
def test_a_mail_about_values_leads_to_them(
    topic: str, params: dict[str, bool], leads_to: str
) -> None:
    assert mail.path_of(topic, "framework", ONE, params) == leads_to
