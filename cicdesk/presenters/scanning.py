"""Reading a document's machine-readable zone into a form."""

from collections.abc import Sequence
from dataclasses import dataclass

from cicdesk.base.i18n import N_, _
from cicdesk.domain.mrz import MrzError, read_mrz
from cicdesk.presenters.form import RecordFormPresenter
from cicdesk.presenters.form_desk import FormDesk
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Values, is_blank

PARTS = {
    "document_number": N_("document number"),
    "birth_date": N_("date of birth"),
    "valid_until": N_("date of validity"),
    "personal_number": N_("personal number"),
    "composite": N_("the whole lines"),
}
_REASONS = {
    "signs": N_(
        "This contains signs that no machine-readable zone has. Copy only the two or three lines at the bottom."
    ),
    "length": N_(
        "The lines are not complete: there must be two lines of 44 or 36 signs, or three lines of 30."
    ),
    "kind": N_("No document of this kind is known. Please type the data."),
}
_SCANNED = "person"
_WHOLE = ({30: 3}, {36: 2}, {44: 2})


@dataclass(frozen=True, slots=True)
class Scan:
    """What came of reading: how much was filled in, and words about what does not fit."""

    filled: frozenset[str] = frozenset()
    warning: str = ""
    failed: bool = False


def is_whole(text: str) -> bool:
    """Whether all lines of a zone are there, so that it can be read without being asked."""
    lines = [len(line) for line in text.split()]
    return any(set(lines) == set(shape) and len(lines) == shape[lines[0]] for shape in _WHOLE)


class Scanner:
    """Reads into one form. Lines put right while the box is open take the place of those misread before."""

    def __init__(self, presenter: RecordFormPresenter, desk: FormDesk) -> None:
        self._presenter, self._desk = presenter, desk
        self._misread: Values | None = None

    def begin(self) -> None:
        """The box opens: what was read before stays."""
        self._misread = None

    def read(self, text: str) -> Scan:
        """Read the zone and fill the form in one step that can be undone."""
        try:
            reading = read_mrz(text, self._desk.today())
        except MrzError as error:
            return Scan(warning=_(_REASONS.get(error.reason, _REASONS["kind"])), failed=True)
        if self._misread is not None and self._misread == self._presenter.values:
            self._presenter.undo()
        before = dict(self._presenter.values)
        filled = self._presenter.fill(reading.values)
        self._misread = dict(self._presenter.values) if reading.wrong and filled else None
        return Scan(filled, f"{_replaced(filled, before)} {_warning(reading.wrong)}".strip())


def _replaced(filled: frozenset[str], before: Values) -> str:
    """Words for the answers that were there before and now have another; sets only grew."""
    fields = (field for field in spec_of(_SCANNED).fields if field.name in filled and not field.is_set)
    names = ", ".join(_(field.label) for field in fields if not is_blank(before.get(field.name)))
    if not names:
        return ""
    return _("This took the place of what was there before: {fields}. “Undo” brings it back.").format(
        fields=names
    )


def _warning(wrong: Sequence[str]) -> str:
    if not wrong:
        return ""
    parts = ", ".join(_(PARTS.get(part, part)) for part in wrong)
    return _("A check digit does not fit: {parts}. Please compare with the document.").format(parts=parts)
