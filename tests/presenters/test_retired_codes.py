"""A code that was retired while it was in use: kept, said in its words, saved, and chosen by nobody anew."""

import dataclasses
import datetime as dt
from types import MappingProxyType

import pytest

from cicdesk.base.i18n import set_language
from cicdesk.base.ids import new_id
from cicdesk.presenters import choices as offering
from cicdesk.presenters.choices import choices, choices_and_held
from cicdesk.presenters.form_desk import FormStart
from cicdesk.presenters.words import value_words
from cicdesk.schema.codelists import CodeList, code_list
from cicdesk.schema.fields import Items
from cicdesk.schema.values import Value
from cicdesk.services.desk import Desk
from cicdesk.store.drafts import Draft
from tests.support.desks import Profile
from tests.support.forms import PERSON, Office
from tests.support.sitting import Sitting

JUNE = dt.date(2027, 6, 15)
STAYS: Value = [{"id": "000000000000000001", "basis": "UKR", "from": "2022-03-01"}]


@pytest.fixture
def office() -> Office:
    """Where it is June 2027."""
    made = Office()
    made.clock.moment = dt.datetime(2027, 6, 15, 9, tzinfo=dt.UTC)
    return made


def test_a_draft_with_it_is_saved_and_nothing_is_wrong_with_it(office: Office) -> None:  # V-05
    values = {"given_names": "Ewa", "family_name": "Dawna", "stays": STAYS}
    draft = Draft(id=new_id(), kind="person", user="olha", values=values)
    sitting = Sitting(FormStart(PERSON, draft=draft), office)
    assert sitting.codes("stays") == []
    assert sitting.form.status().misfits == ""
    sitting.form.save()
    assert office.records.calls[0][2]["stays"] == STAYS


def test_it_is_said_in_its_words_and_not_offered(office: Office) -> None:  # V-05
    set_language("en")
    stays = PERSON.by_name["stays"]
    assert isinstance(stays, Items)
    assert "temporary protection (PESEL UKR)" in value_words(stays, STAYS)
    assert office.desk.today() == JUNE
    assert "UKR" not in [choice.code for choice in choices("stay_bases", "en", JUNE)]
    assert "UKR" in [choice.code for choice in choices("stay_bases", "en", dt.date(2027, 3, 4))]


def test_on_disk_it_is_saved_and_changed_like_any(profile: Profile, desk: Desk) -> None:  # V-05
    profile.clock.moment = dt.datetime(2027, 6, 15, 9, tzinfo=dt.UTC)
    values = {"given_names": "Ewa", "family_name": "Dawna", "stays": STAYS}
    draft = Draft(id=new_id(), kind="person", user=desk.user, values=values)
    desk.drafts.save(draft)
    made, _ = desk.records.create("person", values, draft=draft.id)
    again: Value = [{**STAYS[0], "until": "2027-03-04"}]  # type: ignore[index,dict-item]  # a list of items
    changed, _ = desk.records.edit(made.id, {"stays": again})
    assert changed.values["stays"] == again


def test_where_all_answers_lie_open_the_one_that_was_given_is_still_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # V-05
    first = code_list("sex").entries[0]
    gone = dataclasses.replace(first, valid_to=dt.date(2027, 3, 4))
    entries = (gone, *code_list("sex").entries[1:])
    changed = CodeList("sex", entries, MappingProxyType({e.code: e for e in entries}))
    monkeypatch.setattr(offering, "code_list", lambda _name: changed)
    choices.cache_clear()
    try:
        rest = [e.code for e in entries[1:]]
        assert [c.code for c in choices_and_held("sex", "en", JUNE, [])] == rest
        kept = choices_and_held("sex", "en", JUNE, [gone.code, "X9", "REFUSED"])
        assert [(c.code, c.label) for c in kept[len(rest) :]] == [
            (gone.code, gone.label("en")),
            ("X9", "X9"),
        ]
    finally:
        choices.cache_clear()
