"""N21: an installation's own words for mails: written, tried, published, taken back."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.languages import LANGUAGES
from bromost_notifications.mail.sentences import sentence
from bromost_notifications.templates.language import TemplateRefusedError, check, render
from bromost_notifications.templates.saying import say, shipped_words
from bromost_notifications.templates.service import CHANNELS
from bromost_notifications.templates.topics import Topic, topics
from tests.api.sign_in.post import PostBox, text_of

from .conftest import account_of
from .test_deliveries import given_to
from .test_inbox import inbox
from .test_mail import Office, box, office, somebody

__all__ = ["box", "office", "somebody"]

TEMPLATES = "/v1/mail-templates"
ROLE_GIVEN = f"{TEMPLATES}/role.given/email/en"
OWN = {
    "subject": "{{ reader }}, you are {{ role | lower }} now",
    "body": "{% if scope_name %}In {{ scope_name }}.{% else %}Everywhere.{% endif %}"
    "\n\n{{ sentence }}",
}
every_topic = pytest.mark.parametrize("topic", topics().values(), ids=lambda t: t.name)


@every_topic
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_n21_every_mail_says_in_every_language_what_it_says_without_a_template(
    language: str, channel: str, topic: Topic
) -> None:
    assert channel == "email"
    words = shipped_words(topic, language)
    check(words.subject, topic.placeholders)

    for change in topic.variants(language):
        params = topic.example(change or None)
        said = say(words, topic.event.event_type, language, params, reader="A. B.")
        assert said.subject == sentence(language, topic.event.event_type, params)
        assert "{" not in said.body


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ password }}", "unknown_placeholder"),
        ("{% if role %}x", "template_syntax"),
        ("{{ role", "template_syntax"),
        ("{% for x in role %}{{ x }}{% endfor %}", "template_not_allowed"),
        ("{{ role.__class__ }}", "template_not_allowed"),
        ("{{ role['x'] }}", "template_not_allowed"),
        ("{{ role() }}", "template_not_allowed"),
        ("{{ 9 ** 9 ** 9 }}", "template_not_allowed"),
        ("{{ 'x' * 999999999 }}", "template_not_allowed"),
        ("{{ 'x' ~ role }}", "template_not_allowed"),
        ("{{ role | center(99999999) }}", "template_not_allowed"),
        ("{{ range(9) }}", "template_not_allowed"),
        ("{% set x = role %}", "template_not_allowed"),
        ("{% include 'x' %}", "template_not_allowed"),
        ("{% import 'x' as x %}", "template_not_allowed"),
        ("{% macro x() %}{% endmacro %}", "template_not_allowed"),
        ("{{ " + "(" * 2000 + "role" + ")" * 2000 + " }}", "template_too_complex"),
        ("{% if role %}" * 200 + "{% endif %}" * 200, "template_too_complex"),
        ("{{ role }}" * 500, "template_too_complex"),
    ],
)
async def test_n21_what_could_reach_take_long_or_grow_is_refused(
    client: AsyncClient, source: str, code: str
) -> None:
    with pytest.raises(TemplateRefusedError) as refused:
        check(source[:6000], ["role"])
    assert refused.value.code == code

    answer = await client.put(
        f"{ROLE_GIVEN}/draft",
        json={"subject": "x", "body": source[:5000]},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["loc"] == ["body", "body"]


def test_n21_what_comes_of_it_has_an_end() -> None:
    with pytest.raises(TemplateRefusedError, match="template_too_long"):
        render("{{ role }}" * 200, {"role": "x" * 200})
    with pytest.raises(TemplateRefusedError, match="template_empty"):
        render("{% if role %}x{% endif %}", {"role": ""})


class Words:
    """An administrator at the text of one mail."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self._client.get(ROLE_GIVEN)).json()
        return found

    async def do(self, method: str, step: str, body: Any = None) -> dict[str, Any]:
        version = (await self.get())["version"]
        answer = await self._client.request(
            method,
            f"{ROLE_GIVEN}/{step}",
            json=body,
            headers={"If-Match": f'"{version}"'},
        )
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert answer.headers["etag"] == f'"{found["version"]}"'
        return found


@pytest.fixture
def words(client: AsyncClient) -> Words:
    return Words(client)


async def test_words_are_drafted_published_restored_and_taken_back(
    office: Office, box: PostBox, words: Words, somebody: UUID
) -> None:
    async def subject() -> str:
        await office.tell(given_to(somebody))
        await office.send()
        return str(box.messages[-1]["Subject"])

    shipped = "You have been given the role Adviser for everything"
    await words.do("PUT", "draft", OWN)
    assert await subject() == shipped

    first = await words.do("POST", "publish")
    assert (first["published"]["number"], first["draft"]) == (1, None)
    assert (await subject()).endswith(", you are adviser now")
    body = text_of(box.messages[-1]).replace("\r\n", "\n")
    assert body.startswith(f"Everywhere.\n\n{shipped}\n\n")
    assert f'<p style="margin:0 0 16px">{shipped}' in text_of(box.messages[-1], "html")

    await words.do("PUT", "draft", OWN | {"subject": "Second"})
    await words.do("POST", "publish")
    assert await subject() == "Second"
    again = await words.do("POST", "restore", {"number": 1})
    assert again["draft"] == OWN
    assert await subject() == "Second"
    third = await words.do("POST", "publish")
    assert [one["number"] for one in third["versions"]] == [3, 2, 1]

    await words.do("POST", "withdraw")
    assert await subject() == shipped


async def test_words_that_fail_are_told_of_and_no_mail_is_lost(
    office: Office, box: PostBox, words: Words, client: AsyncClient, somebody: UUID
) -> None:
    await words.do("PUT", "draft", OWN)
    await words.do("POST", "publish")
    # As if a newer event said less than the one it was written for.
    await office.execute(
        "UPDATE notifications.mail_template_version SET body = 'Dear {{ gone }}'"
    )

    for _ in range(2):
        await office.tell(given_to(somebody))
        await office.send()

    assert {end for end, _ in await office.ends()} == {"delivered"}
    said = [str(one["Subject"]) for one in box.messages]
    assert said.count("You have been given the role Adviser for everything") == 2
    failing = await words.get()
    assert failing["failure"] == "unknown_placeholder"
    await office.tell()
    told = [one for one in await inbox(client) if one["object_type"] == "mail_template"]
    assert [one["params"]["failed_topic"] for one in told] == ["role.given"]
    rows = (await client.get(TEMPLATES)).json()["items"]
    [row] = [one for one in rows if one["topic"] == "role.given"]
    assert [one["locale"] for one in row["languages"] if one["is_failing"]] == ["en"]

    await words.do("PUT", "draft", OWN)
    assert (await words.do("POST", "publish"))["failing_since"] is None


async def test_n21_what_people_wrote_is_inert_in_own_words_too(
    office: Office, box: PostBox, words: Words, somebody: UUID
) -> None:
    await words.do(
        "PUT", "draft", {"subject": "{{ scope_name }}", "body": "{{ scope_name }} <b>"}
    )
    await words.do("POST", "publish")
    event = given_to(somebody)
    sly = "<script>alert(1)</script>{{ 7 * 7 }}\r\nBcc: all@example.org"
    event.payload |= {"change": "somewhere", "scope_name": sly}
    await office.tell(event)
    await office.send()

    [message] = box.messages
    assert message["Bcc"] is None
    assert "{{ 7 * 7 }} Bcc: all@example.org" in message["Subject"]
    html = text_of(message, "html")
    assert "<script>" not in html
    assert "&lt;b&gt;" in html


async def test_a_preview_shows_an_example_or_what_one_was_told(
    office: Office, client: AsyncClient, reader: AsyncClient, somebody: UUID
) -> None:
    wanted = {**OWN, "topic": "role.given", "channel": "email", "locale": "nb"}
    example = await client.post(f"{TEMPLATES}/preview", json=wanted)
    assert example.status_code == 200, example.text
    shown = example.json()
    assert shown["is_example"]
    assert "In Clean water." in shown["text"]
    for block in shown["blocks"]:
        assert block["text"] in shown["html"]

    # What others were told is not to be seen this way.
    await office.tell(given_to(somebody))
    [foreign] = await inbox(reader)
    refused = await client.post(
        f"{TEMPLATES}/preview", json={**wanted, "notification_id": foreign["id"]}
    )
    assert refused.status_code == 404
    listed = await client.get(f"{TEMPLATES}/role.given/examples")
    assert listed.json() == {"items": []}


async def test_a_preview_with_what_one_was_told(
    office: Office, client: AsyncClient, session: AsyncSession
) -> None:
    await office.tell(given_to(await account_of(session, client)))
    listed = await client.get(
        f"{TEMPLATES}/role.given/examples", params={"locale": "pl"}
    )
    [one] = listed.json()["items"]
    assert one["sentence"] == "Masz nową rolę Doradca dla wszystkiego"
    wanted = {**OWN, "topic": "role.given", "channel": "email", "locale": "en"}
    shown = await client.post(
        f"{TEMPLATES}/preview", json={**wanted, "notification_id": one["id"]}
    )
    assert not shown.json()["is_example"]
    assert "Everywhere." in shown.json()["text"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nothing.at-all/email/en", None, 404),
        ("GET", "/role.given/fax/en", None, 422),
        ("GET", "/role.given/email/de", None, 422),
        ("GET", "/nothing.at-all/examples", None, 404),
        ("PUT", "/role.given/email/en/draft", {"subject": "a\nb", "body": "x"}, 422),
        ("PUT", "/role.given/email/en/draft", {"subject": " ", "body": "x"}, 422),
        (
            "PUT",
            "/role.given/email/en/draft",
            {"subject": "a", "body": "x" * 5001},
            422,
        ),
        ("DELETE", "/role.given/email/en/draft", None, 404),
        ("POST", "/role.given/email/en/publish", None, 409),
        ("POST", "/role.given/email/en/withdraw", None, 404),
        ("POST", "/role.given/email/en/restore", {"number": 1}, 404),
        ("POST", "/role.given/email/en/restore", {"number": 0}, 422),
    ],
)
async def test_bad_wishes_are_refused(
    client: AsyncClient, method: str, path: str, body: Any, status: int
) -> None:
    answer = await client.request(
        method, f"{TEMPLATES}{path}", json=body, headers={"If-Match": '"1"'}
    )

    assert answer.status_code == status, answer.text


async def test_who_was_faster_is_not_overwritten(
    client: AsyncClient, words: Words
) -> None:
    await words.do("PUT", "draft", OWN)

    answer = await client.put(
        f"{ROLE_GIVEN}/draft", json=OWN, headers={"If-Match": '"1"'}
    )

    assert (answer.status_code, answer.json()["code"]) == (412, "stale_version")
