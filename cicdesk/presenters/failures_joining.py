"""What of an error depends on the moment: what to do next while a laptop is joining the centre."""

from dataclasses import replace

from cicdesk.base.i18n import N_, _
from cicdesk.presenters.failures import Explanation, explain

_AGAIN = N_("Press “Join” again in a moment.")
JOINING: dict[str, str] = {
    "unreachable": N_("Joining needs the network once. Connect this laptop, then press “Join” again."),
    "name_unknown": N_(
        "Usually there is just no network. If other pages open, check the address with the coordinator."
    ),
    "network_not_ready": N_("Open a web browser, sign in to the network, then press “Join” again."),
    "no_such_service": N_("Check the address with the coordinator, then press “Join” again."),
    "forbidden": N_("Ring the coordinator, then press “Join” again."),
    "clock_wrong": N_("Set date and time in the system's settings, then press “Join” again."),
    **dict.fromkeys(
        ("too_slow", "cut_answer", "broken_answer", "asked_too_often", "server_busy", "server_trouble"),
        _AGAIN,
    ),
}
"""What to do next while a laptop is joining: nothing is tried again by itself yet, and no key syncs."""


def explain_joining(error: BaseException) -> Explanation:
    """The words for an error that came of joining the centre."""
    told = explain(error)
    return replace(told, advice=_(JOINING[told.code])) if told.code in JOINING else told
