"""What is wrong with a row of the funder's file, in words: what to put right, and in which column."""

import datetime as dt
from collections.abc import Mapping

from cicdesk.base.i18n import N_, _
from cicdesk.presenters.words import day_words
from cicdesk.reports.sm_efs.faults import Fault, Wrong
from cicdesk.reports.sm_efs.layout import Layout

FAULT_WORDS: Mapping[Wrong, str] = {
    Wrong.MISSING: N_("This is missing. The funder's system does not take the person without it."),
    Wrong.NOT_EXPECTED: N_("This has to stay empty for this person."),
    Wrong.NOT_PERMITTED: N_("The funder's dictionary does not have “{value}”."),
    Wrong.HYPHEN: N_("The range is written with another dash: “{meant}”."),
    Wrong.PAIR: N_("“{value}” is not permitted beside “{beside}”."),
    Wrong.LOWER_CASE: N_("This is written in lower case: “{meant}”."),
    Wrong.PESEL_LENGTH: N_("A PESEL has eleven digits, without spaces. Otherwise “brak PESEL” has to be “Tak”."),
    Wrong.PESEL_CHECKSUM: N_("The check digit of the PESEL is wrong. Please compare it with the document."),
    Wrong.PESEL_DATE: N_("The PESEL begins with a date that does not exist. Please compare it with the document."),
    Wrong.PESEL_DENIED: N_("The row says that there is no PESEL, but the number beside it looks like one."),
    Wrong.SEX: N_("By the PESEL it is “{value}”."),
    Wrong.AGE: N_("On the day of joining the person was {meant}, not {value}."),
    Wrong.AGE_RANGE: N_("An age of {value} cannot be right."),
    Wrong.POSTCODE: N_("A postcode is written 00-000."),
    Wrong.PHONE: N_("A telephone has 7 to 15 digits."),
    Wrong.EMAIL_LETTERS: N_("The address has letters that the funder's system does not take (Polish ones, for instance)."),
    Wrong.EMAIL: N_("This is not an e-mail address."),
    Wrong.ENDS_FIRST: N_("The project was left before it was joined."),
    Wrong.SUPPORT_FIRST: N_("A support begins before the person joined the project ({day})."),
    Wrong.SUPPORT_LATE: N_("A support begins after the person left the project ({day})."),
    Wrong.THIRD_COUNTRY: N_("Citizenship and “third-country national” contradict each other."),
    Wrong.BACKGROUND: N_("A third-country national has a foreign background as well."),
    Wrong.TWICE: N_("The same person stands in the file above already."),
    Wrong.OTHER_PROJECT: N_("The people above are of another project. One file is about one project."),
    Wrong.UNSEEN: N_("There are characters here that cannot be seen. They are left out of the file."),
    Wrong.JOINER: N_("The sign | separates supports and cannot stand inside of one."),
    Wrong.DAY: N_("“{value}” is not a date."),
    Wrong.NUMBER: N_("“{value}” is not a whole number."),
    Wrong.CELLS: N_("The row has more or fewer cells than the file has columns. Please compare the person by hand."),
    Wrong.JOINED: N_("This column holds another number of supports than those beside it."),
}  # fmt: skip


def fault_words(fault: Fault) -> str:
    """One fault as a sentence."""
    return _(FAULT_WORDS[fault.wrong]).format_map({name: _fact(each) for name, each in fault.facts.items()})


def column_words(key: str, layout: Layout) -> str:
    """A column as the funder calls it; one that is only called `w tym` is named with what it belongs to."""
    column = layout.by_key.get(key)
    if column is None:
        return ""
    own = column.header.strip()
    return f"{layout.by_key[column.detail_of].header.strip()}: {own}" if column.detail_of else own


def _fact(value: object) -> str:
    return day_words(value.isoformat()) if isinstance(value, dt.date) else str(value)
