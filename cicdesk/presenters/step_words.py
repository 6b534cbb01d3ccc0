"""The steps of the workflows as actions: what stands on their buttons."""

from collections.abc import Mapping

from cicdesk.base.i18n import N_, _

_COMMON = {
    "request": N_("Send the request"),
    "move": N_("Change the time"),
    "cancel": N_("Call off"),
    "refuse": N_("Refuse"),
    "complete": N_("Done"),
    "absent": N_("Did not come"),
}
_OWN: Mapping[str, Mapping[str, str]] = {
    "interpreter_request": {
        "offer": N_("Offer to an interpreter"),
        "decline": N_("Take the interpreter off"),
        "give_up": N_("Nobody was found"),
        "try_again": N_("Look again"),
        "begin": N_("Has begun"),
        "break_off": N_("Was broken off"),
        "client_absent": N_("The client did not come"),
        "interpreter_absent": N_("The interpreter did not come"),
        "cancel_late": N_("Call off late"),
        "withdraw": N_("Withdraw"),
        "settle": N_("Settle"),
    },
    "care_request": {
        "check": N_("Ask for this place"),
        "wait": N_("Put on the waiting list"),
    },
    "care_session": {
        "sign_in": N_("Sign in"),
        "step_out": N_("Out for a while"),
        "come_back": N_("Back again"),
        "note_incident": N_("Note an incident"),
        "agree_later": N_("Agree on a later end"),
        "hand_over": N_("Hand over"),
        "close": N_("Close the visit"),
    },
    "appointment": {
        "hold": N_("Took place"),
        "cancel_client": N_("The client called off"),
        "cancel_centre": N_("We call off"),
        "replace": N_("Moved to another appointment"),
    },
}


def step_words(kind: str, action: str) -> str:
    """The words for a step of a record type's chart; KeyError for one that no person takes."""
    return _(_OWN[kind].get(action) or _COMMON[action])
