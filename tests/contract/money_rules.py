"""What each role may do with the money of projects and the funding of partnerships."""

from typing import Final

from .reach import NOT_YET, Rule

MONEY: Final[dict[str, Rule]] = {
    "list_budget_lines": Rule("budget.read", "project"),
    "add_budget_line": Rule("budget.write", "project"),
    "change_budget_line": Rule("budget.write", "project"),
    "remove_budget_line": Rule("budget.write", "project"),
    "list_transactions": Rule("budget.read", "project"),
    "download_transactions": Rule("budget.read", "project"),
    "get_transaction_totals": Rule("budget.read", "project"),
    "get_planned_and_actual": Rule("budget.read", "project"),
    "record_transaction": Rule("budget.write", "project"),
    "reverse_transaction": Rule("budget.write", "project"),
    "get_co_financing": Rule("budget.read", "project"),
    "set_co_financing": Rule("budget.write", "project", allowed=412, why=NOT_YET),
    "list_sub_awards": Rule("budget.read", "project"),
    "make_sub_award": Rule("budget.write", "project"),
    "get_sub_award": Rule("budget.read", "project"),
    "remove_sub_award": Rule("budget.write", "project"),
    "get_project_funds": Rule("budget.read", "project"),
    **dict.fromkeys(
        (
            *("get_funnel", "download_funnel", "get_funding_round"),
            *("list_funding_applications", "download_funding_applications"),
        ),
        Rule("programme.read", "programme"),
    ),
    **dict.fromkeys(
        (
            *("add_funding_round", "change_funding_round"),
            *("change_funding_application", "remove_funding_application"),
        ),
        Rule("programme.write", "programme"),
    ),
    "add_funding_application": Rule(
        "programme.write", "programme", allowed=409, why="the world's applied already"
    ),
    "remove_funding_round": Rule(
        "programme.write", "programme", allowed=409, why="somebody applied in it"
    ),
}
