"""What each role may do, where, by operation: the specification of the access model.

Written from what the roles are for, and on purpose not from the services' `access.py`:
`test_route_matrix.py` calls every operation as every role in every scope and compares.
A new operation needs a line in `OPERATIONS`, or the tests fail.
"""

from typing import Final

from .money_rules import MONEY
from .published import PUBLISHED
from .reach import Rule, own_affair, public
from .reporting_matrix import REPORTING

_NOT_BEGUN = "nothing was begun that this could end"
_NETWORK = Rule("network.write", "network")
_NO_PEOPLE = "the indicator of the world counts no people"
_RAW = "the world's file is no portfolio"
_TWO = "one project is compared with none"
_BY_LINK = "it takes the session of a link, which no role has"
_NO_PROVIDER = "there is no such provider here"
_NOTHING_SENT = "the example is no delivery: the world sends nothing"
_NO_MAIL = "the world has no mail server"
_NO_VIEW = "the example is nobody's view"
_NO_PASSKEY = "the example is no passkey"

REGISTRY: Final[dict[str, Rule]] = {
    "list_organisations": Rule("organisation.read"),
    "download_organisations": Rule("organisation.read"),
    "register_organisation": Rule("organisation.write"),
    "match_organisations": Rule("organisation.read"),
    "get_organisation": Rule("organisation.read", "organisation"),
    "change_organisation": Rule("organisation.write", "organisation"),
    "archive_organisation": Rule("organisation.write", "organisation"),
    "list_projects": Rule("project.read"),
    "download_projects": Rule("project.read"),
    # Whoever puts a project into a programme manages that programme.
    "register_project": Rule(
        "project.write", "new_project", unseen=422, and_needs="programme.write"
    ),
    "get_project_choices": Rule("project.read"),
    "get_project": Rule("project.read", "project"),
    "change_project": Rule("project.write", "project"),
    "archive_project": Rule("project.write", "project"),
    "restore_project": Rule("project.write", "project"),
    "list_programmes": Rule("programme.read"),
    "download_programmes": Rule("programme.read"),
    "register_programme": Rule("programme.write", "installation"),
    "get_programme": Rule("programme.read", "programme"),
    "change_programme": Rule("programme.write", "programme"),
    "list_themes": Rule("programme.read"),
    "register_theme": Rule("programme.write", "installation"),
    "list_countries": Rule("organisation.read"),
    "list_currencies": Rule("organisation.read"),
    "list_partnerships": Rule("partnership.read"),
    "download_partnerships": Rule("partnership.read"),
    "register_partnership": Rule("partnership.write", "new_partnership", unseen=422),
    "list_partnership_links": Rule("partnership.read"),
    "get_partnership": Rule("partnership.read", "partnership"),
    "change_partnership": Rule("partnership.write", "partnership"),
    "change_partnership_status": Rule("partnership.write", "partnership"),
    "list_networks": Rule("network.read"),
    "download_networks": Rule("network.read"),
    "register_network": Rule(
        "network.write", "new_project", unseen=422, and_needs="programme.write"
    ),
    "get_network": Rule("network.read", "network"),
    "change_network": _NETWORK,
    **dict.fromkeys(("archive_network", "restore_network"), _NETWORK),
    **dict.fromkeys(("add_network_member", "remove_network_member"), _NETWORK),
    "change_network_member": _NETWORK,
    **MONEY,
    "list_conversion_rates": Rule("budget.read"),
    "register_conversion_rate": Rule("budget.write", "installation"),
    "get_overview": Rule("project.read"),
    "get_annual_report": Rule("report.read"),
    "download_annual_report": Rule("report.read"),
    "compare_years": Rule("report.read"),
    "download_comparison": Rule("report.read"),
    "get_document_template": Rule("programme.read", "programme"),
    "lay_down_document_template": Rule(
        "programme.write", "programme", allowed=412, why="nothing is laid down"
    ),
    "ask_for_rendering": Rule("report.read"),
    "show_document": Rule("report.read"),
    "list_renderings": Rule("report.read"),
    **dict.fromkeys(
        ("get_rendering", "download_rendering", "remove_rendering"),
        Rule("report.read", allowed=404, why="the example is nobody's file"),
    ),
}
IMPORTS: Final[dict[str, Rule]] = {
    "upload_import": Rule("import.write", allowed=422, why="the file is no workbook"),
    "list_imports": Rule("import.read"),
    "get_import": Rule("import.read", "installation"),
    "set_import_mapping": Rule("import.write", "installation", allowed=422, why=_RAW),
    "list_import_rows": Rule("import.read", "installation"),
    "list_import_names": Rule("import.read", "installation"),
    "commit_import": Rule("import.write", "installation", allowed=409, why=_RAW),
    "undo_import": Rule("import.write", "installation", allowed=409, why=_RAW),
    "cancel_import": Rule("import.write", "installation"),
    "download_import_workbook": Rule("import.read", "installation"),
}
PEOPLE: Final[dict[str, Rule]] = {
    "list_people": Rule("person.read"),
    "get_person": Rule("person.read", "person"),
    "deactivate_person": Rule("person.write", "person"),
    "reactivate_person": Rule("person.write", "person"),
    "end_person_sessions": Rule("person.write", "person"),
    "list_person_sessions": Rule("person.write", "person"),
    "end_person_session": Rule(
        "person.write", "person", allowed=404, why="the example is nobody's session"
    ),
    "join_organisation": Rule("role.write", "person"),
    "change_membership": Rule("role.write", "person"),
    "leave_organisation": Rule("role.write", "person"),
    "give_role": Rule("role.write", "person"),
    "end_role": Rule("role.write", "person"),
    "list_roles": Rule("role.read"),
    "list_givable_roles": Rule("role.write"),
    "list_invitations": Rule("invitation.read"),
    "invite_person": Rule("invitation.write", "organisation", unseen=422),
    "get_invitation": Rule("invitation.read", "invitation"),
    "resend_invitation": Rule("invitation.write", "invitation"),
    "withdraw_invitation": Rule("invitation.write", "invitation"),
    "look_up_invitation": public(404, "nobody has such a link"),
    "accept_invitation": public(404, "nobody has such a link"),
    # The organisation is in the phone book, its people are not.
    "list_contacts": Rule("contact.read", "contact", unseen=403),
    "add_contact": Rule("contact.write", "contact", unseen=403),
    "change_contact": Rule("contact.write", "contact"),
    "remove_contact": Rule("contact.write", "contact"),
    "explain_access": Rule("project.read", "project"),
    "get_own_access": Rule("project.read", "project"),
}
OWN_ACCOUNT: Final[dict[str, Rule]] = {
    "sign_in": public(401, "nobody has the example's password"),
    "sign_in_with_code": public(401, _NOT_BEGUN),
    "begin_sign_in_with_passkey": public(),
    "sign_in_with_passkey": public(401, _NOT_BEGUN),
    "list_sign_in_methods": public(),
    "sign_out": public(),
    "ask_for_password_reset": public(),
    "reset_password": public(404, "nobody has such a link"),
    "get_mail": Rule("person.write"),
    "list_mail": Rule("person.write"),
    "try_mail_again": Rule("person.write", allowed=409, why=_NO_MAIL),
    "send_test_mail": Rule("person.write", allowed=409, why=_NO_MAIL),
    "get_session": own_affair(),
    "change_own_account": own_affair(),
    "change_own_password": own_affair(),
    "list_own_sessions": own_affair(),
    "list_reads_of_own_data": own_affair(),
    "end_own_sessions": own_affair(),
    "end_own_session": own_affair(404, "the example is nobody's session"),
    "list_saved_views": own_affair(),
    "save_view": own_affair(),
    "get_saved_view": own_affair(404, _NO_VIEW),
    "change_saved_view": own_affair(404, _NO_VIEW),
    "remove_saved_view": own_affair(404, _NO_VIEW),
    "get_own_factors": own_affair(),
    "begin_totp": own_affair(),
    "confirm_totp": own_affair(409, _NOT_BEGUN),
    "remove_totp": own_affair(404, _NOT_BEGUN),
    "begin_passkey": own_affair(),
    "add_passkey": own_affair(422, _NO_PASSKEY),
    "rename_passkey": own_affair(404, _NO_PASSKEY),
    "remove_passkey": own_affair(404, _NO_PASSKEY),
    "make_recovery_codes": own_affair(409, "there is no factor to recover"),
    "step_up": own_affair(422, "the example is not their password"),
    "begin_step_up_with_passkey": own_affair(),
    "step_up_with_passkey": own_affair(422, _NOT_BEGUN),
}
PROVIDERS: Final[dict[str, Rule]] = {
    "list_identity_providers": public(),
    "sign_in_at_provider": public(404, _NO_PROVIDER),
    "return_from_provider": public(404, _NO_PROVIDER),
    "sign_out_at_provider": public(404, _NO_PROVIDER),
    "end_sessions_of_provider": public(422, "nobody has signed it"),
    "list_own_identities": own_affair(),
    "accept_invitation_at_provider": public(404, _NO_PROVIDER),
    "link_identity": own_affair(404, _NO_PROVIDER),
    "unlink_identity": own_affair(404, _NO_PROVIDER),
    "sign_out_here_and_there": public(),
}
MACHINES: Final[dict[str, Rule]] = {
    "list_machines": own_affair(),
    "issue_machine": own_affair(),
    **dict.fromkeys(
        ("list_analysis_access", "give_analysis_access", "list_analysis_views"),
        Rule("key.manage", "installation"),
    ),
    "end_analysis_access": Rule(
        "key.manage", "installation", allowed=404, why="the example is no access"
    ),
    "get_machine": Rule("key.manage", "installation", denied=404),
    "renew_machine_secret": Rule("key.manage", "installation", denied=404),
    "revoke_machine": Rule("key.manage", "installation", denied=404),
    "issue_token": public(400, "the call names no grant"),
    "get_jwks": public(),
    "get_authorization_server": public(),
}
TRACES: Final[dict[str, Rule]] = {
    "list_audit_events": Rule("audit.read"),
    "download_audit_events": Rule("audit.read"),
    "get_audit_event": Rule("audit.read"),
    "get_audit_seals": Rule("audit.read"),
    "list_personal_reads": Rule("audit.read"),
    "list_changes": Rule("history.read", "project"),
}
# What is stored of a person is for them, and for who looks after privacy.
_HOLDINGS = {
    "get_processing_record": own_affair(),
    "get_holdings": Rule("privacy.manage", "installation", denied=404),
}
PRIVACY: Final[dict[str, Rule]] = _HOLDINGS | {
    "get_privacy_notice": public(),
    "ask_for_person_data": own_affair(),
    "list_person_requests": own_affair(),
    "get_data_subject": Rule("privacy.manage", "installation", denied=404),
    "get_person_request": Rule("privacy.manage", "installation", denied=404),
    "decide_person_request": Rule("privacy.manage", "installation"),
    "download_person_data": own_affair(404, "there is no copy yet"),
    "list_retention_runs": Rule("privacy.manage"),
}
HEALTH: Final[dict[str, Rule]] = {"is_live": public(), "is_ready": public()}
RESULTS: Final[dict[str, Rule]] = {
    "get_framework": Rule("result.read", "project"),
    "add_result": Rule("result.write", "project"),
    "change_result": Rule("result.write", "project"),
    # What belongs to the programme is for those who manage it.
    "get_programme_framework": Rule("result.read", "programme"),
    "add_programme_result": Rule("result.govern", "programme"),
    "get_framework_graph": Rule("result.read", "project"),
    "get_coverage": Rule("result.read", "project"),
    "download_framework_sheet": Rule("result.read", "project"),
    "download_value_sheet": Rule("result.read", "project"),
    "try_value_sheet": Rule("entry.write", "project", allowed=422, why=_RAW),
    "save_value_sheet": Rule("entry.write", "project", allowed=422, why=_RAW),
    "mark_value_sheet": Rule("entry.write", "project", allowed=422, why=_RAW),
    "add_lines": Rule("result.write", "project"),
    "adopt_results": Rule("result.write", "project"),
    "try_framework_sheet": Rule("result.write", "project", allowed=422, why=_RAW),
    "save_framework_sheet": Rule("result.write", "project", allowed=422, why=_RAW),
    "mark_framework_sheet": Rule("result.write", "project", allowed=422, why=_RAW),
    "add_contribution": Rule("result.write", "project"),
    "change_contribution": Rule("result.write", "project"),
    "remove_contribution": Rule("result.write", "project"),
    "add_place": Rule("result.write", "project"),
    "change_place": Rule("result.write", "project"),
    "add_rollup": Rule("result.write", "project"),
    "change_rollup": Rule("result.write", "project"),
    "remove_rollup": Rule("result.write", "project"),
    "add_indicator": Rule("result.write", "project"),
    "get_indicator": Rule("result.read", "project"),
    "change_indicator": Rule("result.write", "project"),
    "add_period": Rule("result.write", "project"),
    "change_period": Rule("result.write", "project"),
    "remove_period": Rule("result.write", "project", allowed=409, why="has values"),
    "record_entry": Rule("entry.write", "project"),
    "record_entries": Rule("entry.write", "project"),
    "store_values": Rule("entry.write", "project", allowed=422, why=_RAW),
    # Each step is answered on its own.
    "step_entries": Rule("result.read"),
    "list_entry_steps": Rule("result.read", "project", unapproved=True),
    "list_entries": Rule("result.read", "project"),
    "upload_file": Rule("entry.write", "project", allowed=422, why=_RAW),
    "download_file": Rule("result.read", "project", unapproved=True),
    # What was handed in stands on it.
    "remove_file": Rule(
        "entry.write",
        "project",
        and_needs="result.govern",
        allowed=422,
        why="it asks for a reason",
    ),
    "get_value_checks": Rule("result.read", "project"),
    "list_follow_ups": Rule("result.read", "project"),
    "mark_follow_up": Rule("entry.write", "project"),
    "clear_follow_up": Rule(
        "entry.write", "project", allowed=404, why="the example is not marked"
    ),
    "get_value_bounds": Rule("result.read", "project"),
    "confirm_value_check": Rule(
        "entry.write", "project", allowed=409, unapproved=True, why="a usual value"
    ),
    "list_cross_checks": Rule("result.read", "project"),
    "list_cross_check_definitions": Rule("result.read", "project"),
    "add_cross_check": Rule("result.write", "project"),
    "change_cross_check": Rule("result.write", "project"),
    "remove_cross_check": Rule("result.write", "project"),
    "list_period_locks": Rule("result.read", "project"),
    "lock_periods": Rule("entry.review", "project"),
    "lift_period_lock": Rule("entry.review", "project"),
    "except_from_lock": Rule("entry.review", "project"),
    "end_lock_exception": Rule("entry.review", "project"),
    "get_programme_rules": Rule("result.read", "project"),
    "change_programme_rules": Rule("result.govern", "programme"),
    "list_contribution_links": Rule("result.write", "project"),
    "ask_for_values": Rule("result.write", "project"),
    "renew_contribution_link": Rule("result.write", "project"),
    "withdraw_contribution_link": Rule("result.write", "project"),
    # For whoever comes by a link, and for nobody who is signed in.
    "open_contribution": public(404, "nobody has such a link"),
    "close_contribution": own_affair(401, _BY_LINK),
    "get_contribution": own_affair(401, _BY_LINK),
    "save_answer": own_affair(401, _BY_LINK),
    "hand_in_contribution": own_affair(401, _BY_LINK),
    "confirm_answer": own_affair(401, _BY_LINK),
    "hand_in_file": own_affair(401, _BY_LINK),
    "download_own_file": own_affair(401, _BY_LINK),
    "get_figures": Rule("result.read", "project"),
    "explain_figure": Rule("result.read", "project"),
    "get_parts": Rule("result.read", "project"),
    "get_overlaps": Rule("result.read", "project"),
    "state_overlap": Rule("result.write", "project", allowed=409, why=_NO_PEOPLE),
    "list_performance": Rule("result.read"),
    "list_performance_axes": Rule("result.read"),
    "get_performance_summary": Rule("result.read"),
    "get_result_map": Rule("result.read"),
    "compare_projects": Rule("result.read", allowed=422, why=_TWO),
    "download_performance": Rule("result.read"),
    "list_changes": Rule("history.read", "project"),
}
DEFINITIONS: Final[dict[str, Rule]] = {
    "get_definition_choices": Rule("definition.read"),
    "list_definitions": Rule("definition.read"),
    "register_definition": Rule("definition.write", "programme", unseen=422),
    "get_definition": Rule("definition.read", "programme"),
    "change_definition": Rule("definition.write", "programme"),
    "list_definition_uses": Rule("definition.read", "programme"),
    "draft_definition_version": Rule(
        "definition.write", "programme", allowed=409, why="there is a draft"
    ),
    "change_definition_draft": Rule("definition.write", "programme"),
    "discard_definition_draft": Rule("definition.write", "programme"),
    "publish_definition_version": Rule("definition.write", "programme"),
    "list_axes": Rule("definition.read"),
    "register_axis": Rule("definition.write", "programme", unseen=422),
    "get_axis": Rule("definition.read", "programme"),
    "change_axis": Rule("definition.write", "programme"),
    "add_category": Rule("definition.write", "programme"),
    "change_category": Rule("definition.write", "programme"),
    "remove_category": Rule("definition.write", "programme"),
    "break_series": Rule("result.write", "project"),
    "take_up_definition_version": Rule(
        "result.govern", "programme", allowed=422, why="nobody's definition"
    ),
}
_ANNOUNCEMENT = Rule("announcement.write", "programme")
_CHAT_CHANNEL = Rule("chat_channel.write", "programme")
INBOX: Final[dict[str, Rule]] = {
    "list_announcements": _ANNOUNCEMENT,
    "write_announcement": _ANNOUNCEMENT,
    "get_announcement": _ANNOUNCEMENT,
    "rewrite_announcement": _ANNOUNCEMENT,
    "discard_announcement": _ANNOUNCEMENT,
    "preview_recipients": _ANNOUNCEMENT,
    "send_announcement": _ANNOUNCEMENT,
    "list_chat_channels": _CHAT_CHANNEL,
    "add_chat_channel": _CHAT_CHANNEL,
    "get_chat_channel": _CHAT_CHANNEL,
    "change_chat_channel": _CHAT_CHANNEL,
    "disable_chat_channel": _CHAT_CHANNEL,
    "enable_chat_channel": _CHAT_CHANNEL,
    "remove_chat_channel": _CHAT_CHANNEL,
    "send_chat_test": _CHAT_CHANNEL,
    "list_chat_deliveries": _CHAT_CHANNEL,
    "get_chat_delivery": Rule(
        "chat_channel.write", "programme", allowed=404, why="nothing was sent there"
    ),
    "get_default_deadline_rules": Rule("deadline.read"),
    "replace_default_deadline_rules": Rule("deadline.manage"),
    "get_deadline_rules": Rule("deadline.read", "programme"),
    "replace_deadline_rules": Rule("deadline.write", "programme"),
    "preview_default_reminders": Rule("deadline.manage"),
    "preview_reminders": Rule("deadline.write", "programme"),
    "get_preferences": Rule("inbox.read"),
    "replace_preferences": Rule("inbox.read"),
    "get_preference_defaults": Rule("preference.read", "programme"),
    "replace_preference_defaults": Rule("preference.write", "programme"),
    "list_watches": Rule("inbox.read"),
    "get_watch": Rule("inbox.read", "project"),
    "set_watch": Rule("inbox.read", "project"),
    "list_todo": Rule("inbox.read"),
    "read_calendar": public(404, "nobody has such an address"),
    "list_calendar_feeds": Rule("inbox.read"),
    "issue_calendar_feed": Rule("inbox.read"),
    "renew_calendar_feed": Rule("inbox.read", allowed=404, why="nobody's example"),
    "withdraw_calendar_feed": Rule("inbox.read", allowed=404, why="nobody's example"),
    "count_todo": Rule("inbox.read"),
    "list_notifications": Rule("inbox.read"),
    "list_threads": Rule("inbox.read"),
    "count_unread": Rule("inbox.read"),
    "stream_notifications": Rule("inbox.read"),
    "change_notification": Rule("inbox.write", allowed=404, why="nobody's example"),
    "read_all_notifications": Rule("inbox.write"),
    "see_notifications": Rule("inbox.write"),
    "change_notifications": Rule("inbox.write"),
}
_NO_WEBHOOK = Rule("webhook.read", allowed=404, why="the example is nobody's webhook")
_NOT_MINE = Rule("webhook.write", allowed=404, why="the example is nobody's webhook")
WEBHOOKS: Final[dict[str, Rule]] = {
    "list_webhooks": Rule("webhook.read"),
    "issue_webhook": Rule("webhook.write"),
    "get_webhook": _NO_WEBHOOK,
    **dict.fromkeys(("change_webhook", "remove_webhook"), _NOT_MINE),
    **dict.fromkeys(("enable_webhook", "disable_webhook"), _NOT_MINE),
    **dict.fromkeys(("renew_webhook_secret", "send_test_message"), _NOT_MINE),
    **dict.fromkeys(("replay_webhook", "replay_webhook_delivery"), _NOT_MINE),
    "list_webhook_deliveries": Rule("webhook.read"),
    "get_webhook_delivery": _NO_WEBHOOK,
}
_OF_A_TOPIC = [
    "list_mail_examples",
    "get_mail_template",
    "put_mail_template_draft",
    "discard_mail_template_draft",
    "publish_mail_template",
    "restore_mail_template",
    "withdraw_mail_template",
]
_NO_TOPIC = Rule("delivery.manage", allowed=404, why="the example is no topic")
DELIVERIES: Final[dict[str, Rule]] = {
    "list_deliveries": Rule("delivery.manage"),
    "get_delivery_health": Rule("delivery.manage"),
    "get_delivery": Rule("delivery.manage", allowed=404, why=_NOTHING_SENT),
    "replay_delivery": Rule("delivery.manage", allowed=404, why=_NOTHING_SENT),
    "replay_dead_deliveries": Rule("delivery.manage"),
    "list_unhandled_events": Rule("delivery.manage"),
    "retry_event": Rule("delivery.manage", allowed=404, why=_NOTHING_SENT),
    "retry_all_events": Rule("delivery.manage"),
    "get_metrics": Rule("delivery.manage"),
    "list_suppressions": Rule("delivery.manage"),
    "lift_suppression": Rule("delivery.manage", allowed=404, why=_NOTHING_SENT),
    "list_mail_templates": Rule("delivery.manage"),
    "preview_mail": Rule("delivery.manage"),
    **dict.fromkeys(_OF_A_TOPIC, _NO_TOPIC),
    "look_up_stop_link": public(404, "nobody has such a link"),
    "visit_stop_link": public(),
    "stop_mails": public(404, "nobody has such a link"),
}
OPERATIONS: Final[dict[str, dict[str, Rule]]] = {
    "api": {
        **REGISTRY,
        **PUBLISHED,
        **IMPORTS,
        **PEOPLE,
        **OWN_ACCOUNT,
        **PROVIDERS,
        **MACHINES,
        **PRIVACY,
        **TRACES,
        **HEALTH,
    },
    "indicators": RESULTS | REPORTING | DEFINITIONS | _HOLDINGS | HEALTH,
    "notifications": INBOX | WEBHOOKS | DELIVERIES | _HOLDINGS | HEALTH,
}
# Answers without an end; their own tests call them (`tests/notifications`).
ENDLESS: Final = {"stream_notifications"}
