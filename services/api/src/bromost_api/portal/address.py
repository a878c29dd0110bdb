"""Where pages of the portal are."""

from typing import NamedTuple

from typing_extensions import override

from bromost_common.languages import LANGUAGES, Language


class Address(NamedTuple):
    """Where a page of the portal is: `path` is the same in every language."""

    origin: str
    locale: Language
    path: str = ""
    # What a preview was asked to show, beside the language.
    query: str = ""

    def to(self, path: str, *, locale: Language | None = None) -> str:
        """Another page of the site."""
        return f"/public/{locale or self.locale}/{path}"

    @property
    def is_preview(self) -> bool:
        return False

    @property
    def canonical(self) -> str:
        return self.origin + self.to(self.path)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The page in each language, and where whoever reads none of them goes."""
        found = [(la, self.origin + self.to(self.path, locale=la)) for la in LANGUAGES]
        return [*found, ("x-default", self.origin + self.to(self.path, locale="en"))]


class PreviewAddress(Address):
    """Of a page that is not public: in another language it is a preview as well."""

    __slots__ = ()

    @property
    @override
    def is_preview(self) -> bool:
        return True

    @override
    def to(self, path: str, *, locale: Language | None = None) -> str:
        if path == self.path:
            return f"?locale={locale or self.locale}{self.query}"
        return super().to(path, locale=locale)
