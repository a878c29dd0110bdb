"""The language of mail texts: placeholders, conditions, and nothing that computes.

Texts are written by administrators and rendered in the worker, so nothing in them may
take long, grow, or reach anything: there are no loops, no calls, no attributes and no
arithmetic, and what is written is checked before it is ever rendered.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_SUBJECT = 1_000
MOST_BODY = 5_000
# What comes of it; a subject is cut by mail programs long before.
MOST_RENDERED = 20_000
_MOST_NODES = 500
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)
_FILTERS = ("upper", "lower", "capitalize", "trim", "default")


class TemplateRefusedError(ValueError):
    """A text that cannot be used; `code` says why, `names` what it is about."""

    def __init__(self, code: str, *names: str) -> None:
        super().__init__(code, *names)
        self.code, self.names = code, names


def _environment() -> ImmutableSandboxedEnvironment:
    # What comes of it is plain text; the page that it is put into escapes it.
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    made.globals.clear()
    made.tests.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    return made


_ENVIRONMENT = _environment()


def check(source: str, allowed: Collection[str]) -> None:
    """Raise `TemplateRefusedError` unless it can be rendered with these names."""
    tree = _parsed(source)
    try:
        _check_nodes(tree)
    except RecursionError as error:
        raise TemplateRefusedError("template_too_complex") from error
    unknown = sorted(meta.find_undeclared_variables(tree) - set(allowed))
    if unknown:
        raise TemplateRefusedError("unknown_placeholder", *unknown)
    _compiled(source)


def _check_nodes(tree: nodes.Template) -> None:
    count = 0
    for node in tree.find_all(nodes.Node):
        count += 1
        if not isinstance(node, _ALLOWED):
            raise TemplateRefusedError("template_not_allowed", type(node).__name__)
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise TemplateRefusedError("template_not_allowed", node.name)
    if count > _MOST_NODES:
        raise TemplateRefusedError("template_too_complex")


def render(source: str, values: Mapping[str, Any]) -> str:
    """Raises `TemplateRefusedError` for what was checked against other names."""
    check(source, values.keys())
    said = _compiled(source).render(values)
    if len(said) > MOST_RENDERED:
        raise TemplateRefusedError("template_too_long")
    if not said.strip():
        raise TemplateRefusedError("template_empty")
    return said


def shipped_source(variants: Mapping[str, str]) -> str:
    """The product's own sentences of a topic, as one text of this language."""
    written = {change: _places(text) for change, text in variants.items()}
    rest = written.pop("", "")
    if not written:
        return rest
    said = ""
    for number, (change, text) in enumerate(sorted(written.items())):
        word = "elif" if number else "if"
        said += f'{{% {word} change == "{change}" %}}{text}'
    return f"{said}{{% else %}}{rest}{{% endif %}}"


def _places(text: str) -> str:
    return re.sub(r"{{(\w+)}}", r"{{ \1 }}", text)


def _parsed(source: str) -> nodes.Template:
    try:
        return _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateRefusedError("template_syntax", str(error.lineno)) from error
    except RecursionError as error:
        raise TemplateRefusedError("template_too_complex") from error


@lru_cache(256)
def _compiled(source: str) -> Template:
    try:
        return _ENVIRONMENT.from_string(source)
    except TemplateSyntaxError as error:
        raise TemplateRefusedError("template_syntax", str(error.lineno)) from error
    except (RecursionError, SyntaxError, MemoryError, OverflowError) as error:
        # Nested deeper than can be followed.
        raise TemplateRefusedError("template_too_complex") from error
