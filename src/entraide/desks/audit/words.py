"""What the audit room calls things: the acts of the journal, the manners of reading."""

from collections.abc import Mapping
from typing import Final

from entraide.desks.audit.columns import CHECKED
from entraide.engine.check.trail.lines import Manner
from entraide.language import _

MANNERS: Final[Mapping[str, str]] = {
    CHECKED: _("Check"),
    Manner.SHOWN: _("Full report shown"),
    Manner.SENT: _("Sent to a program"),
    Manner.EXPORTED: _("Exported"),
    Manner.PRINTED: _("Printed"),
    Manner.COPIED: _("Taken into a copy"),
}

ACTS: Final[Mapping[str, str]] = {
    "add": _("Record added"),
    "add_bureau": _("Bureau added"),
    "admit": _("Person admitted"),
    "announce": _("Announcement sent"),
    "assign_item": _("Item assigned"),
    "correct": _("Record corrected"),
    "doubt": _("Doubt sent to the owner"),
    "erase_again": _("Forgotten again after a restore"),
    "expire": _("Records at the end of their time deleted"),
    "export_trail": _("Lines of the trail exported"),
    "finish_item": _("Item finished"),
    "freeze_figures": _("Figures frozen"),
    "follow": _("Record followed from another"),
    "grant": _("Grant given"),
    "import": _("Records imported"),
    "make_key": _("System key made"),
    "open_line": _("Question opened in the audit room"),
    "pass_on_items": _("A leaver's items passed on"),
    "refused": _("Act refused"),
    "reopen_item": _("Item reopened"),
    "reply_item": _("Item answered"),
    "restore": _("Record restored"),
    "restrict": _("Record hidden from countries"),
    "restrict_owner": _("All records hidden from countries"),
    "restate_figure": _("Published figure restated"),
    "revoke": _("Grant revoked"),
    "revoke_key": _("System key revoked"),
    "set_contact": _("Contact changed"),
    "set_password": _("Password set"),
    "suspend": _("Record suspended"),
    "undo": _("Import undone"),
    "enter_register": _("Entered in a register"),
    "correct_register": _("Entry of a register corrected"),
    "watch_day": _("A day's use looked through"),
    "open_inquiry": _("Inquiry opened"),
    "ask_inquiry": _("Officer asked in an inquiry"),
    "answer_inquiry": _("Answer given in an inquiry"),
    "find_inquiry": _("Finding made in an inquiry"),
    "report_inquiry": _("Finding of an inquiry reported"),
    "close_inquiry": _("Inquiry closed"),
    "suspend_inquiry": _("Grants suspended by an inquiry"),
    "lift_inquiry": _("Suspension by an inquiry lifted"),
    "ask_reason": _("Reason of a check asked"),
    "give_reason": _("Reason of a check given"),
    "set_watch": _("Thresholds of unusual use set"),
    "watch_for": _("Put on the bureau's list"),
    "watch_no_more": _("Taken off the bureau's list"),
    "suspend_grant": _("Grant suspended"),
    "lift": _("Grant lifted"),
    "withdraw": _("Record withdrawn"),
}
"""Act of the journal → what it is called. A test finds acts that are missing here."""
