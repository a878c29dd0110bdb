"""How a mail is laid out: the same parts as HTML, as plain text, and in the preview."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

BlockKind: TypeAlias = Literal[
    "brand", "paragraph", "item", "button", "more", "note", "link"
]

# Mail programs know no style sheets.
_INK, _FAINT, _BRAND = "#1d2a33", "#51616b", "#0b5f73"
STYLES = MappingProxyType(
    {
        "page": {
            "margin": "0",
            "padding": "24px",
            "font": "16px/1.5 Arial,sans-serif",
            "color": _INK,
            "background": "#ffffff",
        },
        "column": {"max-width": "560px", "margin": "0 auto"},
        "brand": {"font-weight": "bold", "font-size": "18px", "margin": "0 0 16px"},
        "paragraph": {"margin": "0 0 16px"},
        "list": {"margin": "0 0 16px", "padding": "0 0 0 20px"},
        "entry": {"margin": "0 0 10px"},
        "item": {"color": _BRAND},
        "more": {"color": _BRAND},
        "button": {
            "background": _BRAND,
            "color": "#ffffff",
            "padding": "12px 20px",
            "margin": "8px 0 8px",
            "border-radius": "6px",
            "text-decoration": "none",
            "display": "inline-block",
        },
        "note": {"margin": "8px 0 0", "font-size": "14px", "color": _FAINT},
        "link": {"margin": "8px 0 0", "font-size": "14px", "color": _FAINT},
    }
)


_FOOT = {"note", "link"}
_AROUND = {"brand", *_FOOT}


class Block(NamedTuple):
    """One part of a mail, in its order."""

    kind: BlockKind
    text: str
    href: str | None = None


def _css(kind: str) -> str:
    return ";".join(f"{name}:{value}" for name, value in STYLES[kind].items())


_HTML = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
_HTML.filters["css"] = _css
_PAGE = _HTML.from_string("""\
<!doctype html>
<html lang="{{ locale }}">
<head><meta charset="utf-8">\
<meta name="viewport" content="width=device-width"><title>{{ subject }}</title></head>
<body style="{{ 'page'|css }}">
<div style="{{ 'column'|css }}">
{% for one in blocks %}{% if one.kind == 'item' %}\
{% if loop.previtem is not defined or loop.previtem.kind != 'item' %}\
<ul style="{{ 'list'|css }}">
{% endif %}<li style="{{ 'entry'|css }}">\
<a href="{{ one.href }}" style="{{ 'item'|css }}">{{ one.text }}</a></li>
{% if loop.nextitem is not defined or loop.nextitem.kind != 'item' %}</ul>
{% endif %}{% elif one.href %}\
<p style="margin:8px 0 0"><a href="{{ one.href }}" style="{{ one.kind|css }}">\
{{ one.text }}</a></p>
{% else %}<p style="{{ one.kind|css }}">\
{% for line in one.text.split('\n') %}\
{% if not loop.first %}<br>{% endif %}{{ line }}{% endfor %}</p>
{% endif %}{% endfor %}</div>
</body>
</html>
""")


def as_html(locale: str, subject: str, blocks: Sequence[Block]) -> str:
    return _PAGE.render(locale=locale, subject=subject, blocks=blocks)


def as_text(blocks: Sequence[Block]) -> str:
    """Without the name at the top; what comes at the foot stands below a line."""
    body = "\n\n".join(_with_address(one) for one in blocks if one.kind not in _AROUND)
    foot = "\n".join(_with_address(one) for one in blocks if one.kind in _FOOT)
    return f"{body}\n\n-- \n{foot}\n"


def _with_address(block: Block) -> str:
    if block.kind == "item":
        return f"* {block.text}\n  {block.href}"
    return f"{block.text}:\n{block.href}" if block.href else block.text


def paragraphs(body: str) -> list[Block]:
    """What stands apart by an empty line; lines end where their writer ended them."""
    lines = [" ".join(line.split()) for line in body.splitlines()]
    parts = (part.strip("\n") for part in "\n".join(lines).split("\n\n"))
    return [Block("paragraph", part) for part in parts if part]
