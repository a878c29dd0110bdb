"""Time-based codes (RFC 6238) as every authenticator app makes them."""

import hmac
from datetime import datetime

import pyotp
import segno

ISSUER = "Bromost"
STEP_SECONDS = 30
# A clock that is one step off, and a code typed at the end of its time.
_TOLERANCE = 1


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, *, now: datetime, after: int) -> int | None:
    """The time step that `code` is of, if it is near now and newer than `after`."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    current = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(current - _TOLERANCE, current + _TOLERANCE + 1):
        if hmac.compare_digest(totp.generate_otp(step), code) and step > after:
            found = step
    return found


def address(secret: str, *, email: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(
        name=email, issuer_name=ISSUER
    )


def picture(address: str) -> tuple[int, str]:
    """A QR code's side in modules, and its dark modules as the path of an SVG."""
    code = segno.make(address, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return len(rows), path
