"""Somebody who has reports made into files."""

import io
from typing import Any
from zipfile import ZipFile

from docx import Document
from fastapi import FastAPI
from httpx import AsyncClient
from pypdf import PdfReader

from tests.api.working import work_off

PATH = "/v1/renderings"


class Press:
    """Asks as its client, and does what the worker would do."""

    def __init__(self, client: AsyncClient, registry: FastAPI) -> None:
        self.client = client
        self._registry = registry

    async def ask(self, form: str = "pdf", **wanted: Any) -> dict[str, Any]:
        body = {"template": "annual_report", "format": form, "language": "en"} | wanted
        answer = await self.client.post(PATH, json=body)
        assert answer.status_code == 202, answer.text
        asked: dict[str, Any] = answer.json()
        return asked

    async def work(self) -> None:
        await work_off(self._registry)

    async def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        answer = await self.client.get(f"{PATH}/{asked['id']}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def made(self, form: str = "pdf", **wanted: Any) -> bytes:
        asked = await self.ask(form, **wanted)
        await self.work()
        assert (await self.get(asked))["state"] == "ready"
        answer = await self.client.get(f"{PATH}/{asked['id']}/content")
        assert answer.status_code == 200, answer.text
        return answer.content


def _spaced(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def words_of_pdf(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    return _spaced(" ".join(page.extract_text() for page in reader.pages))


def words_of_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    runs = document.element.body.xpath(".//w:t")
    return _spaced(" ".join(run.text or "" for run in runs))


def part(data: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
