"""Which indicators a project reports."""

from cicdesk.domain.indicators.declared import BadIndicator, Library, library, read_library
from cicdesk.schema.profiles import Reported

_NONE = Library((), (0,))


def library_of(reported: Reported) -> Library:
    """The indicators of a project in its order; BadIndicator where a profile names what does not exist."""
    try:
        base = library(reported.library) if reported.library else _NONE
    except FileNotFoundError:
        raise BadIndicator(f"library: {reported.library}") from None
    whole = base
    if reported.own:
        own = read_library(reported.own, known={each.code for each in base.indicators})
        whole = Library(
            (*base.indicators, *own.indicators), base.bands if base.indicators else own.bands, base.sums
        )
    codes = {each.code for each in whole.indicators}
    for code in (*reported.codes, *filter(None, (reported.main,))):
        if code not in codes:
            raise BadIndicator(f"{code}: –")
    return whole.only(reported.codes) if reported.codes else whole
