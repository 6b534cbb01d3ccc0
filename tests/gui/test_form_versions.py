"""Forms and lists that were others yesterday, in their windows."""

import dataclasses
import datetime as dt
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cicdesk.base.i18n import LANGUAGES, _, set_language
from cicdesk.base.ids import new_id
from cicdesk.gui.misfit_notice import MisfitNotice
from cicdesk.gui.quick_contact import QuickContactPanel
from cicdesk.gui.record_form import RecordForm
from cicdesk.presenters import choices as offering
from cicdesk.presenters.choices import choices
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.quick_contact import TripMemory
from cicdesk.schema.codelists import CodeList, code_list
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Values
from cicdesk.store.drafts import Draft
from tests.support.forms import PERSON, Office
from tests.support.looks import clipped_texts


def draft_of(kind: str, values: Values) -> Draft:
    return Draft(id=new_id(), kind=kind, user="olha", values=values, started_at=1, saved_at=1)


def shown(notice: MisfitNotice) -> str:
    return " ".join(label.text() for label in notice.findChildren(QLabel) if not label.isHidden())


def press(notice: MisfitNotice, words: str) -> None:
    (button,) = [
        each for each in notice.findChildren(QPushButton) if each.text() == words and each.isVisible()
    ]
    button.click()


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    """A person's form with a draft of another version."""
    set_language("en")
    start = FormStart(PERSON, draft=draft_of("person", {"family_name": "Żuk", "shoe_size": 42}))
    made = RecordForm(Office().desk, start)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_without_a_place_are_named_above_the_form(
    form: RecordForm, language: str
) -> None:  # V-06
    set_language(language)
    form.misfits.retranslate()
    assert form.misfits.isVisible()
    assert "Shoe size: 42" in shown(form.misfits)
    assert clipped_texts(form.misfits) == []


def test_written_into_the_remarks_they_are_seen_there(form: RecordForm) -> None:  # V-06
    press(form.misfits, _("Write into “{field}”").format(field=_("Remarks")))
    assert form.misfits.isHidden()
    form.body.build_up_to()
    assert form.fields.frames["remarks"].editor.value() == "Shoe size: 42"


def test_left_out_they_are_gone_and_undo_brings_them_back(form: RecordForm) -> None:  # V-06
    press(form.misfits, _("Leave out"))
    assert form.misfits.isHidden()
    form.presenter.undo()
    assert "Shoe size: 42" in shown(form.misfits)


def test_the_quick_contact_names_them_too(qtbot: QtBot) -> None:  # V-06
    set_language("en")
    start = FormStart(spec_of("contact"), draft=draft_of("contact", {"weather": "rain"}))
    panel = QuickContactPanel(Office().desk, TripMemory(), start=start)
    qtbot.addWidget(panel)
    panel.show()
    (notice,) = panel.findChildren(MisfitNotice)
    assert "Weather: rain" in shown(notice)
    press(notice, _("Write into “{field}”").format(field=_("Note")))
    assert notice.isHidden()
    assert panel.contact.form.values["note"] == "Weather: rain"


def test_an_answer_that_is_not_offered_any_more_is_marked_in_its_row(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:  # V-05
    set_language("en")
    first, *rest = code_list("sex").entries
    entries = (dataclasses.replace(first, valid_to=dt.date(2020, 1, 1)), *rest)
    changed = CodeList("sex", entries, MappingProxyType({e.code: e for e in entries}))
    monkeypatch.setattr(offering, "code_list", lambda name: changed if name == "sex" else code_list(name))
    choices.cache_clear()
    form = RecordForm(Office().desk, FormStart(PERSON, draft=draft_of("person", {"sex": first.code})))
    qtbot.addWidget(form)
    form.body.build_up_to()
    row = form.fields.frames["sex"]
    marked = [b.text() for b in row.findChildren(QPushButton) if b.isCheckable() and b.isChecked()]
    assert marked == [first.label("en")]
    assert row.editor.value() == first.code
    choices.cache_clear()
