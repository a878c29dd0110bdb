"""Real things made from the documents' own examples, and their ids and versions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import httpx

from tests.live import Live

from .operations import MOUNTS, Operation, operations

# In the order in which one needs the other; what each makes is a `…_id` elsewhere.
MAKERS = {
    "register_organisation": "organisation_id",
    "register_theme": "theme_id",
    "register_programme": "programme_id",
    "register_network": "network_id",
    "add_network_member": None,
    "write_practice": "practice_id",
    "register_project": "project_id",
    "register_partnership": "partnership_id",
    "change_partnership_status": None,
    "add_budget_line": "budget_line_id",
    "record_transaction": "transaction_id",
    "make_sub_award": "sub_award_id",
    "add_funding_round": "funding_round_id",
    "add_funding_application": "funding_application_id",
    "register_conversion_rate": None,
    "save_view": "saved_view_id",
    "write_announcement": "announcement_id",
    "add_chat_channel": "channel_id",
    "register_axis": "axis_id",
    "register_definition": "definition_id",
    "add_result": "result_id",
    "add_programme_result": "to_result_id",
    "add_indicator": "indicator_id",
    "add_period": "period_id",
    "record_entry": None,
    "add_contribution": "contribution_id",
    "add_place": "place_id",
}
SAME = {
    "funder_id": "organisation_id",
    "giver_id": "organisation_id",
    "receiver_id": "organisation_id",
    "lead_organisation_id": "organisation_id",
    "source_id": "programme_id",
}
AT_LEAST = {"register_organisation": 3}


@dataclass
class Things:
    """What exists, by the name that a path gives its id."""

    ids: dict[str, list[str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        ids = self.ids.get(SAME.get(name, name), [])
        return ids[0] if ids else None

    def tag_in(self, path: str) -> str | None:
        """The version of the thing that `path` names last."""
        known = [self.tags[part] for part in path.split("/") if part in self.tags]
        return known[-1] if known else None

    def learn(self, path: str, answer: httpx.Response | Any, tag: str | None) -> None:
        """Keep the version that an answer told of."""
        if tag is None:
            return
        body = answer.json()
        named = [part for part in path.split("/") if part in self.tags]
        own = body.get("id") if isinstance(body, dict) else None
        if own is not None or named:
            self.tags[own or named[-1]] = tag


def make_things(system: Live, token: str) -> Things:
    """Send each example with the ids of what is there already."""
    things = Things()
    by_name = {operation.name: operation for operation in operations()}
    with httpx.Client(cookies={"sid": token}) as client:
        for name, makes in MAKERS.items():
            for _ in range(AT_LEAST.get(name, 1)):
                made = _send(client, system, by_name[name], things)
                if makes is not None:
                    things.ids.setdefault(makes, []).append(made["id"])
    return things


def _send(
    client: httpx.Client, system: Live, operation: Operation, things: Things
) -> dict[str, Any]:
    paths = {name: things.one(name) or "" for name in operation.parameters}
    path = operation.url(**paths)
    body = operation.request_bodies["application/json"]["example"]
    tag = things.tag_in(path)
    answer = client.post(
        system.url + MOUNTS[operation.service] + path,
        json=with_ids(body, things),
        headers={"If-Match": tag} if tag and "if-match" in operation.parameters else {},
    )
    assert answer.status_code == 201, (operation.name, answer.text)
    things.learn(path, answer, answer.headers.get("etag"))
    return dict(answer.json())


def with_ids(example: Any, things: Things) -> Any:
    """`example` with its made-up ids replaced by real ones, each another."""
    turns = {name: cycle(ids) for name, ids in things.ids.items() if ids}

    def replaced(part: Any, name: str = "") -> Any:
        if isinstance(part, dict):
            return {key: replaced(value, key) for key, value in part.items()}
        if isinstance(part, list):
            return [replaced(value, name.removesuffix("s")) for value in part]
        turn: Iterator[str] | None = turns.get(SAME.get(name, name))
        return next(turn) if turn is not None and part is not None else part

    return replaced(example)
