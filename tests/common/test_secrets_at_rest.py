import pytest
from pydantic import SecretStr

from bromost_common.secrets_at_rest import SecretBox, SecretKeyError, new_key

SECRET = b"a seed that must be read again"


def box(*keys: str) -> SecretBox:
    return SecretBox.of(SecretStr(" ".join(keys)))


def test_what_was_sealed_is_opened() -> None:
    one = box(new_key())

    sealed = one.seal(SECRET, purpose="totp")

    assert SECRET not in sealed
    assert one.open(sealed, purpose="totp") == SECRET


def test_the_same_secret_never_looks_the_same() -> None:
    one = box(new_key())

    assert one.seal(SECRET, purpose="x") != one.seal(SECRET, purpose="x")


def test_after_a_change_of_key_old_secrets_are_still_opened() -> None:
    old, new = new_key(), new_key()
    sealed = box(old).seal(SECRET, purpose="x")

    assert box(new, old).open(sealed, purpose="x") == SECRET
    sealed_now = box(new, old).seal(SECRET, purpose="x")
    assert box(new).open(sealed_now, purpose="x") == SECRET


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_a_changed_byte_is_found(place: int) -> None:
    one = box(new_key())
    sealed = bytearray(one.seal(SECRET, purpose="x"))
    sealed[place] ^= 1

    with pytest.raises(SecretKeyError):
        one.open(bytes(sealed), purpose="x")


def test_a_secret_is_bound_to_its_place_and_its_key() -> None:
    one = box(new_key())
    sealed = one.seal(SECRET, purpose="totp")

    with pytest.raises(SecretKeyError):
        one.open(sealed, purpose="signing")
    with pytest.raises(SecretKeyError):
        box(new_key()).open(sealed, purpose="totp")
    with pytest.raises(SecretKeyError):
        one.open(b"", purpose="totp")


@pytest.mark.parametrize("key", ["", " ", "short", "ø" * 44, "A" * 40, "=" * 44])
def test_a_misshapen_key_is_refused(key: str) -> None:
    with pytest.raises(SecretKeyError):
        box(key)


def test_no_key_is_refused_with_what_to_do() -> None:
    with pytest.raises(SecretKeyError, match="bromost secret-key"):
        SecretBox.of(None)
