"""What mails say: one text per kind and language, in `texts/<language>.toml`."""

import tomllib
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bromost_common.mail_message import envelope, put_words

from .models import Mail

TEXTS = Path(__file__).parent / "texts"
_PLAIN = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # plain text
_HTML = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)

_HTML_PAGE = _HTML.from_string("""\
<!doctype html>
<html lang="{{ locale }}">
<head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Arial,sans-serif;color:#1d2a33;\
background:#ffffff">
<div style="max-width:560px;margin:0 auto">
<p style="font-weight:bold;font-size:18px;margin:0 0 16px">Bromost</p>
{% for paragraph in paragraphs %}<p style="margin:0 0 16px">{{ paragraph }}</p>
{% endfor %}{% if link %}<p style="margin:24px 0"><a href="{{ link }}" style="\
background:#0b5f73;color:#ffffff;padding:12px 20px;border-radius:6px;\
text-decoration:none;display:inline-block">{{ action }}</a></p>
<p style="margin:0 0 16px;font-size:14px;overflow-wrap:anywhere">{{ link }}</p>
{% endif %}<p style="margin:24px 0 0;font-size:14px;color:#51616b">{{ footer }}</p>
</div>
</body>
</html>
""")


@cache
def texts(locale: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{locale}.toml").read_text(encoding="utf-8"))


def render(mail: Mail, *, origin: str, sender: str) -> EmailMessage:
    """The message, as plain text and as HTML that says the same."""
    assert mail.params is not None
    said = texts(mail.locale)
    wanted = said[mail.kind]
    params = {**mail.params}
    link = params.pop("link", None)
    subject = " ".join(_say(wanted["subject"], params).split())
    body = _say(wanted["body"], params).strip()
    full = f"{origin.rstrip('/')}{link}" if link else None
    action = wanted.get("action", "")
    footer = _say(said["footer"], {"origin": origin})
    parts = [body, *([f"{action}:\n{full}"] if full else []), f"-- \n{footer}"]
    html = _HTML_PAGE.render(
        locale=mail.locale,
        subject=subject,
        paragraphs=[" ".join(part.split()) for part in body.split("\n\n")],
        link=full,
        action=action,
        footer=footer,
    )
    message = envelope(
        Address(addr_spec=mail.recipient or ""),
        subject,
        sender=sender,
        mail_id=mail.id,
        written_at=mail.created_at,
    )
    put_words(message, "\n\n".join(parts) + "\n", html, mail.locale)
    return message


def _say(template: str, params: Mapping[str, str]) -> str:
    return _PLAIN.from_string(template).render(params)
