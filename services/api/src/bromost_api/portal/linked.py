"""What search engines are told of a page, in the words of schema.org."""

from typing import Any

from bromost_api.publications.documents import (
    PublicDocument,
    PublicProject,
    PublicReport,
)

from .address import Address
from .voice import Voice


def linked(document: PublicDocument, at: Address, voice: Voice) -> dict[str, Any]:
    """As schema.org has it: a project with its members, or a report."""
    original = document.original_language
    if isinstance(document, PublicReport):
        return _report(document, at, voice)
    about = (
        document.summary
        if isinstance(document, PublicProject)
        else document.description
    )
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": at.canonical,
        "url": at.canonical,
        "name": voice.say(document.title, original).text,
        "identifier": document.code,
        "member": [
            {"@type": "Organization", "name": one.name}
            for one in document.organisations
            if one.role != "funder"
        ],
        "funder": [
            {"@type": "Organization", "name": one.name}
            for one in document.organisations
            if one.role == "funder"
        ],
    }
    if about:
        told["description"] = voice.say(about, original).text
    if document.starts_on:
        told["foundingDate"] = document.starts_on.isoformat()
    if document.ends_on:
        told["dissolutionDate"] = document.ends_on.isoformat()
    return told


def _report(document: PublicReport, at: Address, voice: Voice) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": at.canonical,
        "url": at.canonical,
        "name": voice.say(document.title, document.original_language).text,
        "temporalCoverage": f"{document.starts_on}/{document.ends_on}",
        "dateModified": document.accepted_on.isoformat(),
    }
