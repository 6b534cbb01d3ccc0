"""What can be wrong with a value, and the one place where that gets words."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from types import MappingProxyType

from cicdesk.base.i18n import N_, text_in


class Severity(enum.StrEnum):
    """What a problem means for saving."""

    ERROR = "error"
    """The value cannot be saved."""
    WARNING = "warning"
    """It can be saved; probably it is wrong."""
    HINT = "hint"
    """Worth a look."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `field` is a path: `birth_date`, `phones/<item>/number`, `address/county`."""

    field: str
    code: str
    """Stable; tests and programs go by it."""
    severity: Severity = Severity.ERROR
    facts: Mapping[str, object] = _field(default_factory=lambda: MappingProxyType({}))
    """Fill the placeholders of the words; texts among them are translated themselves."""


WORDS: Mapping[str, str] = MappingProxyType({
    "required": N_("This is needed to save."),
    "one_of_required": N_("Fill in at least one of these."),
    "unknown_field": N_("This version of the program does not know this field."),
    "wrong_shape": N_("This value cannot be read. Please enter it again."),
    "too_long": N_("Too long: {length} characters; at most {longest} can be kept."),
    "control_characters": N_(
        "The text contains characters that cannot be seen, perhaps from copying. Please type it again."
    ),
    "direction_marks": N_(
        "The text contains hidden marks of writing direction. Please type it again without copying."
    ),
    "wrong_pattern": N_("This does not look right; it should be written {hint}."),
    "out_of_range": N_("Please enter a number from {least} to {most}."),
    "not_an_amount": N_("This is not an amount. Please enter it as 120 or 120,50."),
    "not_a_pin": N_("A PIN has four to eight digits."),
    "by_centre_only": N_("Only the centre writes this, because only it sees all bookings."),
    "no_such_step": N_("This cannot follow from the state before. Please choose another."),
    "not_your_step": N_("This is for somebody else to say, for instance the coordinator."),
    "step_without_reason": N_("Please say why: the reason stands in the offer."),
    "reason_needed": N_("This was written down on joining. Please say why it is put right."),
    "time_stands": N_("This has begun or is over. Its date and times stay as they are."),
    "worked_out": N_("The program works this out by itself."),
    "file_stays": N_("A record stays in the file in which it was made. Please make a new one there."),
    "after_midnight": N_("Then it ends after midnight, on the next day. Please check both times."),
    "day_passed": N_("This day has passed."),
    "at_the_door": N_("Take the child in on the page of care: there it is counted with those who are in already."),
    "no_working_day": N_("This is a Saturday, a Sunday or a public holiday."),
    "short_notice": N_("Interpreters usually need {days} working days of notice."),
    "unwanted_language": N_("The client does not want this language."),
    "same_language": N_("Both languages are the same."),
    "contract_over": N_("The contract has ended. Nobody can be booked without one."),
    "check_due": N_("This check is due again."),
    "authorisation_over": N_("This authorisation is no longer valid."),
    "on_both_lists": N_("This person may collect, and is also on the list of those who never may."),
    "not_of_age": N_("Whoever is called in an emergency has to be of age."),
    "pen_without_instruction": N_("Without a written instruction staff may not use the pen."),
    "not_a_day": N_("There is no such date. Please write day, month and year with dots between them."),
    "day_short_year": N_("Please write the year with all four digits."),
    "day_not_whole": N_("The whole date is needed here: day, month and year."),
    "not_a_moment": N_("There is no such date and time."),
    "not_a_time": N_("There is no such time. Please enter it as 9:30."),
    "unknown_code": N_("This is not on the list. Please choose from the list."),
    "nothing_found": N_("Nothing was found for this. Please type part of a name or number and choose from the list."),
    "unknown_name": N_("This laptop has not met this name yet. Please check how it is written."),
    "wrong_parent": N_("This does not go with what was chosen above. Please choose again."),
    "not_a_phone": N_("This does not look like a telephone number; it is kept as typed."),
    "not_an_email": N_("This does not look like an e-mail address; it is kept as typed."),
    "pesel_length": N_("A PESEL number has 11 digits."),
    "pesel_checksum": N_(
        "The check digit does not fit. Please compare it with the document; if the document says so, keep it as not verified."
    ),
    "pesel_date": N_("The date of birth inside this PESEL number does not exist."),
    "pesel_birth_date": N_("The PESEL number says another date of birth."),
    "pesel_sex": N_("The PESEL number says another sex."),
    "pesel_child": N_("This may be the PESEL number of the child born in {year}."),
    "pesel_in_future": N_("The date of birth inside this PESEL number lies in the future."),
    "pesel_given": N_("A PESEL number is entered, and “No PESEL number” is ticked as well."),
    "day_in_future": N_("This date lies in the future."),
    "too_old": N_("This makes the person {age} years old. Please check the year."),
    "first_of_january": N_("1 January often stands for an unknown day. Is the date exact?"),
    "before_birth": N_("This date lies before the date of birth."),
    "against_citizenships": N_("This does not go with the citizenships."),
    "document_expired": N_("This document is no longer valid."),
    "unusual_number": N_("Numbers of this kind of document usually look different. Please compare."),
    "until_before_from": N_("The end lies before the beginning."),
    "stay_ended": N_("The last basis of stay has ended. Please ask what holds now."),
})  # fmt: skip
"""The words of each code; a fact in braces is filled in."""

_UNNAMED = N_("Please check this value.")


def words(problem: Problem, language: str) -> str:
    """The problem in words of that language; a code without words of its own gets general ones."""
    code = "one_of_required" if "one_of" in problem.facts else problem.code
    text = text_in(language, WORDS.get(code, _UNNAMED))
    facts = {
        name: text_in(language, fact) if isinstance(fact, str) else fact
        for name, fact in problem.facts.items()
    }
    try:
        return text.format_map(facts)
    except (KeyError, ValueError, IndexError):
        return text_in(language, _UNNAMED)
