"""Which addresses an endpoint may have, as it is written and as it is dialled."""

import socket

import pytest
from pydantic import SecretStr, ValidationError

from bromost_notifications.sending.addresses import Guard
from bromost_notifications.settings import Settings

PUBLIC = Guard.of("", allows_plain=False)
HOUSE = Guard.of("10.2.0.0/16 fd12:3456::/32", allows_plain=True)
GOOD = [
    "https://hooks.example.org/bromost",
    "https://hooks.example.org:8443/",
    "https://xn--rksmrgs-5wao1o.example.org/x?key=1",
    "https://93.184.216.34/x",
    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x",
]
# Other ways to write what nobody should be led to.
NOT_PUBLIC = [
    "127.0.0.1", "localhost", "127.1", "0x7f.1", "0x7f000001", "2130706433",
    "017700000001", "LOCALHOST", "0", "0.0.0.0", "[::1]", "[::]", "printer.local",  # noqa: S104  # to be refused
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "intranet",
    "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "[2001::1]",
    "169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal", "[5f00::1]",
    "100.100.100.200", "10.0.0.1", "172.16.0.1", "192.168.0.1", "192.0.0.8",
    "192.88.99.1", "224.0.0.1", "255.255.255.255", "[ff02::1]", "[2001:db8::1]",
    "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1",
]  # fmt: skip


@pytest.mark.parametrize("url", GOOD)
def test_public_addresses_are_good(url: str) -> None:
    assert PUBLIC.objection(url) is None


@pytest.mark.parametrize("host", NOT_PUBLIC)
def test_s10_what_is_not_public_is_refused_as_it_is_written(host: str) -> None:
    objections = {PUBLIC.objection(f"https://{host}{port}/x") for port in ("", ":8443")}

    assert objections <= {"address_not_public", "address_invalid"}


@pytest.mark.parametrize(
    ("url", "objection"),
    [
        ("http://hooks.example.org/x", "address_not_encrypted"),
        ("ftp://hooks.example.org/x", "address_not_encrypted"),
        ("file:///etc/passwd", "address_invalid"),
        ("//hooks.example.org/x", "address_not_encrypted"),
        ("https://user@hooks.example.org/x", "address_with_secrets"),
        ("https://hooks.example.org@127.0.0.1/x", "address_with_secrets"),
        ("https://hooks.example.org/x#127.0.0.1", "address_with_secrets"),
        ("https://hooks.example.org:22/x", "address_not_public"),
        ("https://hooks.example.org:99999/x", "address_invalid"),
        ("https://hooks.example.org\\@127.0.0.1/x", "address_invalid"),
        ("https://[hooks.example.org/x", "address_invalid"),
        ("https://hooks.example.org/a b", "address_invalid"),
        ("https://hooks.example.org/\r\nX: y", "address_invalid"),
        (f"https://hooks.example.org/{'x' * 2000}", "address_invalid"),
    ],
)
def test_s10_odd_addresses_are_refused(url: str, objection: str) -> None:
    assert PUBLIC.objection(url) == objection


def test_s10_what_is_dialled_is_asked_again() -> None:
    """Whatever a name stood for when it was saved: the resolver's answer decides."""
    dialled = set()
    for host in NOT_PUBLIC:
        try:
            found = socket.getaddrinfo(
                host.strip("[]"),
                443,
                type=socket.SOCK_STREAM,
                flags=socket.AI_NUMERICHOST,
            )
        except (OSError, UnicodeError):
            continue
        dialled |= {str(one[4][0]) for one in found}

    assert len(dialled) > 20
    assert {one for one in dialled if PUBLIC.lets_dial(one, 443)} == set()
    assert PUBLIC.lets_dial("93.184.216.34", 443)
    assert not PUBLIC.lets_dial("93.184.216.34", 5432)
    assert not PUBLIC.lets_dial("fe80::1%lo", 443)
    assert not PUBLIC.lets_dial("no address", 443)


def test_a_network_that_is_named_may_be_sent_to_and_no_other() -> None:
    assert HOUSE.objection("http://10.2.3.4:9000/x") is None
    assert HOUSE.objection("http://receiver:9000/x") is None
    assert HOUSE.objection("http://10.3.3.4/x") == "address_not_public"
    assert HOUSE.objection("https://[::1]/x") == "address_not_public"
    assert HOUSE.lets_dial("10.2.3.4", 9000)
    assert HOUSE.lets_dial("fd12:3456::1", 9000)
    assert not HOUSE.lets_dial("10.3.3.4", 443)
    assert not HOUSE.lets_dial("127.0.0.1", 443)


def test_networks_that_are_none_stop_the_service_from_starting() -> None:
    with pytest.raises(ValidationError):
        Settings(database_url=SecretStr("unused"), webhook_networks="10.2.0.0/99")
