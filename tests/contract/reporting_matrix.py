"""What each role may do with reports that are owed to programmes."""

from typing import Final

from .reach import NOT_YET, Rule

REPORTING: Final[dict[str, Rule]] = {
    "get_reporting_calendar": Rule("result.read", "project"),
    "get_report": Rule("result.read", "project"),
    "list_report_people": Rule("result.write", "project"),
    "change_report": Rule("result.write", "project"),
    "take_report_step": Rule(
        "result.write", "project", allowed=409, why="nobody is named who may sign"
    ),
    "get_report_figures": Rule("result.read", "project"),
    "get_report_version": Rule(
        "result.read", "project", allowed=404, why="the example was never accepted"
    ),
    "list_report_sections": Rule("result.read", "project"),
    "write_report_part": Rule(
        "result.write", "project", allowed=404, why="the example asks no partners"
    ),
    "list_report_files": Rule("result.read", "project"),
    "add_report_file": Rule("result.write", "project"),
    "remove_report_file": Rule(
        "result.write", "project", allowed=404, why="no file goes with the example"
    ),
    "list_report_comments": Rule("history.read", "project"),
    "add_report_comment": Rule("result.write", "project"),
    "settle_report_comment": Rule("result.write", "project"),
    "withdraw_report_comment": Rule(
        "result.write", "project", allowed=403, why="it is somebody else's"
    ),
    "write_report_section": Rule("result.write", "project", allowed=412, why=NOT_YET),
    "list_timeliness": Rule("result.read"),
    "download_timeliness": Rule("result.read"),
    "list_reporting_requirements": Rule("result.read", "programme"),
    "add_reporting_requirement": Rule("result.govern", "programme"),
    "change_reporting_requirement": Rule("result.govern", "programme"),
    "remove_reporting_requirement": Rule(
        "result.govern", "programme", allowed=409, why="a report of it is spoken of"
    ),
}
