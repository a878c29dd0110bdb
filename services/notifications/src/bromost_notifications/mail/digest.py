"""The mail of an hour, a day or a week: what happened, each with its link."""

from collections.abc import Sequence
from email.message import EmailMessage

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bromost_common.mail_message import put_words
from bromost_notifications.sending.channel import Due
from bromost_notifications.stopping.service import StopWays

from .links import path_of
from .rendering import begin, let_stop
from .repository import Told
from .sentences import sentence
from .texts import frame

# The rest is in the inbox.
MOST = 50
_PLAIN = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # plain text
_HTML = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
_PLAIN_PAGE = _PLAIN.from_string("""\
{{ subject }}

{% for item in items -%}
* {{ item.said }}
  {{ item.link }}

{% endfor -%}
{% if more %}{{ more }}
{{ inbox }}

{% endif -%}
--\x20
{{ settings }} {{ settings_link }}
{{ footer }}
{% if stop_page %}{{ stop }}:
{{ stop_page }}
{% endif %}""")
_HTML_PAGE = _HTML.from_string("""\
<!doctype html>
<html lang="{{ locale }}">
<head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 Arial,sans-serif;color:#1d2a33;\
background:#ffffff">
<div style="max-width:560px;margin:0 auto">
<p style="font-weight:bold;font-size:18px;margin:0 0 16px">Bromost</p>
<p style="margin:0 0 16px">{{ subject }}</p>
<ul style="margin:0 0 16px;padding:0 0 0 20px">
{% for item in items -%}
<li style="margin:0 0 10px"><a href="{{ item.link }}" style="color:#0b5f73">\
{{ item.said }}</a></li>
{% endfor -%}
</ul>
{% if more %}<p style="margin:0 0 16px"><a href="{{ inbox }}" style="color:#0b5f73">\
{{ more }}</a></p>{% endif %}
<p style="margin:24px 0 0;font-size:14px;color:#51616b">{{ settings }} \
<a href="{{ settings_link }}" style="color:#51616b">{{ settings_link }}</a></p>
<p style="margin:8px 0 0;font-size:14px;color:#51616b">{{ footer }}</p>
{% if stop_page %}<p style="margin:8px 0 0;font-size:14px;color:#51616b">\
<a href="{{ stop_page }}" style="color:#51616b">{{ stop }}</a></p>
{% endif %}</div>
</body>
</html>
""")


def render_digest(
    told: Sequence[Told],
    due: Due,
    stop: StopWays | None,
    *,
    origin: str,
    sender: str,
) -> EmailMessage:
    """Of one person's notifications, at least one."""
    locale = told[0].locale
    said, home = frame(locale), origin.rstrip("/")
    parts = {
        "locale": locale,
        "subject": f"{said['digest']} ({len(told)})",
        "items": [
            {
                "said": sentence(locale, one.topic, one.params),
                "link": home
                + path_of(one.topic, one.object_type, one.object_id, one.params),
            }
            for one in told[:MOST]
        ],
        "more": said["more"] if len(told) > MOST else "",
        "inbox": f"{home}/inbox",
        "stop": said["stop"],
        "stop_page": stop.page if stop else "",
        "settings": said["settings"],
        "settings_link": f"{home}/notifications",
        "footer": _PLAIN.from_string(said["footer"]).render(origin=home),
    }
    message = begin(told[0], due, parts["subject"], sender)
    let_stop(message, stop)
    put_words(message, _PLAIN_PAGE.render(parts), _HTML_PAGE.render(parts), locale)
    return message
