"""What the rules of care found, in words: why a child cannot come in, who is called, what is due."""

from collections.abc import Mapping

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.late_pick_up import Late, Lateness, Step
from cicdesk.domain.pick_up import Doubt
from cicdesk.domain.sign_in import Against, Objection
from cicdesk.presenters.words import minutes_words, value_words
from cicdesk.schema.codelists import code_list
from cicdesk.schema.fields import Field, Flag, Items
from cicdesk.schema.values import Value

_AGAINST: Mapping[Objection, str] = {
    Objection.RATIO: N_(
        "Too few carers: {children} children and {carers} on duty; {needed} needed, one for at most {per_carer}."
    ),
    Objection.SECOND_ADULT: N_("No second adult is within call."),
    Objection.CAPACITY: N_("All places are taken: {capacity}."),
    Objection.AGE: N_("The age is outside the rules of this place."),
    Objection.TOO_LONG: N_("Too long for one day: {minutes}; at most {most}."),
    Objection.ILLNESS: N_("The child looks ill."),
    Objection.IDENTITY: N_("Nobody has checked who brings the child."),
    Objection.GUARDIAN_AWAY: N_("The guardian does not stay on the premises."),
    Objection.NO_PHONE: N_("There is no number at which the guardian can be reached now."),
    Objection.CARD: N_("Allergies or health have changed. Please put the card right first."),
    Objection.NO_CARD: N_("There is no card of this child."),
    Objection.HERE_ALREADY: N_("This child is here already."),
}
_NOT_LOOKED = {
    Objection.ILLNESS: N_("Please look whether the child is healthy: fever, rash."),
    Objection.CARD: N_("Please ask the guardian whether allergies and health are as on the card."),
}
_AGE_UNKNOWN = N_("The date of birth is not known, so nobody can say whether the child may come.")
_NEXT: Mapping[Step, str] = {
    Step.CALL_GUARDIAN: N_("Call the guardian."),
    Step.SEARCH: N_("Look for the guardian on the premises."),
    Step.CALL_CONTACT: N_("Call the next emergency contact."),
    Step.COORDINATOR: N_("Tell the coordinator."),
    Step.POLICE: N_("Everybody has been called. Tell the police."),
}
_LATE = N_("Not collected, {minutes} late.")
_STAY = N_("Stay with the child until somebody comes.")


def against_words(against: Against) -> str:
    """One objection to taking a child in, as a sentence."""
    facts = dict(against.facts)
    text = _AGAINST[against.objection]
    if facts.get("looked") == 0 or facts.get("asked") == 0:
        text = _NOT_LOOKED[against.objection]
    if facts.get("months") == -1:
        text = _AGE_UNKNOWN
    if against.objection is Objection.TOO_LONG:
        facts = {name: minutes_words(int(value)) for name, value in facts.items()}
    return _(text).format_map(facts)


def card_words(field: Field, value: Value) -> str:
    """What a child's card says, one line for each entry: in a hurry nobody reads where one part ends."""
    if not isinstance(field, Items) or not isinstance(value, list):
        return value_words(field, value)
    return "\n".join("  ·  ".join(_parts(field, each)) for each in value if isinstance(each, dict))


def _parts(entry: Items, held: Mapping[str, Value]) -> list[str]:
    """The parts of an entry; of what is only ticked its label, where it is."""
    told = []
    for each in entry.fields:
        value = held.get(each.name)
        if isinstance(each, Flag):
            told += [_(each.label).lower()] if value else []
        elif text := value_words(each, value):
            told.append(text)
    return told


def doubt_words(doubt: Doubt) -> str:
    """Why a child is not handed over, as on the list of refusals."""
    return code_list("handover_refusals").label(doubt, language())


def late_words(late: Late) -> str:
    """How late it is and what to do now; empty while there is time."""
    if late.level is Lateness.NOT_YET:
        return ""
    told = [_(_LATE).format(minutes=minutes_words(late.minutes))]
    if late.next:
        told.append(_(_NEXT[late.next]))
    elif late.level is Lateness.ALARM:
        told.append(_(_STAY))
    return " ".join(told)
