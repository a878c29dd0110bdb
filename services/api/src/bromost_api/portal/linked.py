"""What search engines are told of a page, in the words of schema.org."""

from typing import Any

from bromost_api.publications.documents import (
    PublicDocument,
    PublicPractice,
    PublicProgramme,
    PublicProject,
    PublicReport,
)

from .address import Address
from .voice import Voice


def linked(document: PublicDocument, at: Address, voice: Voice) -> dict[str, Any]:
    """As schema.org has it: a project with its members, a report or an article."""
    if isinstance(document, PublicReport):
        kind, told = "Report", _report(document, voice)
    elif isinstance(document, PublicPractice):
        kind, told = "Article", _article(document, voice)
    else:
        kind, told = "Project", _project(document, voice)
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": at.canonical,
        "url": at.canonical,
        **told,
    }


def _report(document: PublicReport, voice: Voice) -> dict[str, Any]:
    return {
        "name": voice.say(document.title, document.original_language).text,
        "temporalCoverage": f"{document.starts_on}/{document.ends_on}",
        "dateModified": document.accepted_on.isoformat(),
    }


def _article(document: PublicPractice, voice: Voice) -> dict[str, Any]:
    original = document.original_language
    return {
        "headline": voice.say(document.title, original).text,
        "abstract": voice.say(document.summary, original).text,
        "about": [voice.say(one.name, "en").text for one in document.themes],
    }


def _project(document: PublicProgramme | PublicProject, voice: Voice) -> dict[str, Any]:
    original = document.original_language
    about = (
        document.summary
        if isinstance(document, PublicProject)
        else document.description
    )
    funders = [one.name for one in document.organisations if one.role == "funder"]
    members = [one.name for one in document.organisations if one.role != "funder"]
    told: dict[str, Any] = {
        "name": voice.say(document.title, original).text,
        "identifier": document.code,
        "member": [{"@type": "Organization", "name": name} for name in members],
        "funder": [{"@type": "Organization", "name": name} for name in funders],
    }
    if about:
        told["description"] = voice.say(about, original).text
    if document.starts_on:
        told["foundingDate"] = document.starts_on.isoformat()
    if document.ends_on:
        told["dissolutionDate"] = document.ends_on.isoformat()
    return told
