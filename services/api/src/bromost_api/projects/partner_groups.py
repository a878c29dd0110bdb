"""A project's partners in the order and grouping in which a report prints them."""

from collections.abc import Sequence
from itertools import groupby

from .models import NOT_PARTNERS
from .schemas import (
    ComponentOut,
    PartnerGroup,
    ProjectPartnershipOut,
    ProjectRoleOut,
)


def partner_groups(
    roles: Sequence[ProjectRoleOut],
    components: Sequence[ComponentOut],
    partnerships: Sequence[ProjectPartnershipOut],
) -> list[PartnerGroup]:
    placed = [(p.position, _of_partnership(p)) for p in partnerships]
    shown = {
        member.organisation.id
        for partnership in partnerships
        for member in partnership.members
    }
    for role in roles:
        if role.role in NOT_PARTNERS or role.organisation.id in shown:
            continue
        shown.add(role.organisation.id)
        group = PartnerGroup(
            kind="organisation",
            partnership_id=None,
            sides=[[role.organisation]],
            title=None,
        )
        placed.append((role.position, group))
    for component in components:
        group = PartnerGroup(
            kind="component", partnership_id=None, sides=[], title=component.title
        )
        placed.append((component.position, group))
    return [group for _, group in sorted(placed, key=lambda pair: pair[0])]


def _of_partnership(partnership: ProjectPartnershipOut) -> PartnerGroup:
    members = sorted(partnership.members, key=lambda member: member.side)
    return PartnerGroup(
        kind="partnership",
        partnership_id=partnership.id,
        sides=[
            [member.organisation for member in side]
            for _, side in groupby(members, key=lambda member: member.side)
        ],
        title=None,
    )
