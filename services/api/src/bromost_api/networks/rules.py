"""What no network and no membership may be, however it came to it."""

from datetime import date

from bromost_common.errors import InvalidError, invalid
from bromost_common.languages import refuse_without_original

from .models import Network, NetworkMember


def refuse_contradictions(network: Network) -> None:
    if network.starts_on and network.ends_on and network.ends_on < network.starts_on:
        raise invalid(
            "body",
            "ends_on",
            code="ends_before_start",
            message="The end must not be before the start.",
        )
    refuse_without_original("name", network.name, network.original_language)


def refuse_impossible_days(network: Network, member: NetworkMember) -> None:
    if member.left_on is not None and member.left_on < member.joined_on:
        raise invalid(
            "body",
            "left_on",
            code="left_before_joined",
            message="It cannot leave before it joins.",
        )
    if network.starts_on is not None and member.joined_on < network.starts_on:
        raise invalid(
            "body",
            "joined_on",
            code="outside_network",
            message="The network had not begun on that day.",
        )
    if network.ends_on is not None and member.joined_on > network.ends_on:
        raise invalid(
            "body",
            "joined_on",
            code="outside_network",
            message="The network had ended on that day.",
        )


def refuse_leaving_out(network: Network, first: date | None, last: date | None) -> None:
    """Members joined from `first` to `last`; the network runs for all of that."""
    if (
        network.starts_on is not None
        and first is not None
        and first < network.starts_on
    ):
        raise invalid(
            "body",
            "starts_on",
            code="leaves_member_out",
            message="A member joined before that day.",
        )
    if network.ends_on is not None and last is not None and last > network.ends_on:
        raise invalid(
            "body",
            "ends_on",
            code="leaves_member_out",
            message="A member joined after that day.",
        )


def unknown_organisation(field: str) -> InvalidError:
    return invalid(
        "body",
        field,
        code="unknown_organisation",
        message="There is no such organisation.",
    )
