"""Why two people may be one, in words."""

from collections.abc import Mapping, Sequence

from cicdesk.base.i18n import N_, _, language
from cicdesk.domain.duplicates.scoring import Band, Reason, Why
from cicdesk.presenters.form_desk import Likeness
from cicdesk.presenters.search import reason_words as found_words
from cicdesk.presenters.words import day_words, office_words
from cicdesk.schema.codelists import code_list

BAND_WORDS: Mapping[Band, str] = {
    Band.STRONG: N_("Very likely one person"),
    Band.POSSIBLE: N_("Possibly one person"),
    Band.NONE: N_("Two people"),
}
BAND_SHORT: Mapping[Band, str] = {
    Band.STRONG: N_("very likely"),
    Band.POSSIBLE: N_("possible"),
    Band.NONE: N_("no"),
}
"""The same in a column of a list."""
BAND_TONES: Mapping[Band, str] = {Band.STRONG: "danger", Band.POSSIBLE: "warning", Band.NONE: ""}
WHY_WORDS: Mapping[Why, str] = {
    Why.PESEL_SAME: N_("the same PESEL number ({detail})"),
    Why.PESEL_DIFFERS: N_("different PESEL numbers"),
    Why.DOCUMENT_SAME: N_("the same document ({detail})"),
    Why.PHONE_SAME: N_("the same telephone ({detail})"),
    Why.BIRTH_SAME: N_("born on the same day ({detail})"),
    Why.BIRTH_NEW_YEAR: N_("the same date of birth, but 1 January says little ({detail})"),
    Why.BIRTH_SWAPPED: N_("the same date of birth with day and month swapped"),
    Why.BIRTH_YEAR: N_("born in the same year ({detail})"),
    Why.NAME_SAME: N_("the same name"),
    Why.NAME_SPELLED: N_("the same name in another spelling"),
    Why.NAME_PART: N_("a part of the name is the same"),
    Why.SEX_DIFFERS: N_("a different sex is noted"),
    Why.CITIZENSHIP_SAME: N_("the same citizenship ({detail})"),
    Why.RELATIVES: N_("the same telephone but other given names: probably relatives"),
}
ELSEWHERE = "elsewhere"
"""Why somebody was found whose file another office keeps."""
_DATES = frozenset({Why.BIRTH_SAME, Why.BIRTH_NEW_YEAR, Why.BIRTH_YEAR})


def one_reason(reason: Reason, tongue: str) -> str:
    """One reason."""
    detail = reason.detail
    if reason.why in _DATES:
        detail = day_words(detail)
    elif reason.why is Why.CITIZENSHIP_SAME:
        detail = code_list("countries").label(detail, tongue)
    return _(WHY_WORDS[reason.why]).format(detail=detail)


def reasons_words(reasons: Sequence[Reason], tongue: str) -> tuple[list[str], list[str]]:
    """What speaks for it, and what against it; the weightiest first."""
    speaks = [one_reason(each, tongue) for each in reasons if each.points > 0]
    against = [one_reason(each, tongue) for each in reasons if each.points <= 0]
    return speaks, against


def likeness_words(hit: Likeness) -> str:
    """Why somebody may be the person who is being typed, beside the form."""
    if not hit.reasons:
        return found_words(hit.why, hit.detail)
    speaks, against = reasons_words(hit.reasons, language())
    words = ", ".join(against if any(each.why is Why.RELATIVES for each in hit.reasons) else speaks)
    if hit.why == ELSEWHERE:
        last = _("last contact {month}").format(month=day_words(hit.detail)) if hit.detail else ""
        return "; ".join(filter(None, (words, last)))
    return words


def veiled_words(initials: str, year: str, office: str, last: str, name: str = "") -> str:
    """Somebody whose file another office keeps, with no more than may be shown. `name`: what the office is called."""
    parts = [
        initials or _("no name"),
        _("born {year}").format(year=year) if year else "",
        office_words(office, name),
        _("last contact {month}").format(month=day_words(last)) if last else "",
    ]
    return "  ·  ".join(filter(None, parts))
