"""Drafts: their user's own, several at once, gone with the save and not before."""

from typing import Any

import pytest

from cicdesk.base.paths import Home
from cicdesk.services.errors import DraftOfAnother, InvalidRecord
from cicdesk.store.drafts import Draft
from tests.support.profiles import PASSPHRASE, USER, FakeClock, fresh_desk, session_at

OTHER = "zupełnie inne hasło drugiej osoby"


def draft(name: str, **values: Any) -> Draft:  # noqa: ANN401  JSON values
    return Draft(id=name, kind="person", user="whoever", values=values)


def test_several_at_once_the_last_touched_first(home: Home) -> None:
    clock = FakeClock()
    session = session_at(home, clock)
    drafts = fresh_desk(session).drafts
    for name in ("a", "b", "c"):
        drafts.save(draft(name, given_names=name))
        clock.forward(seconds=1)
    drafts.save(draft("a", given_names="again"))
    assert [d.id for d in drafts.all()] == ["a", "c", "b"]
    kept = drafts.load("a")
    assert (kept.values, kept.user, kept.saved_at - kept.started_at) == ({"given_names": "again"}, USER, 3000)
    drafts.drop("b")
    assert [d.id for d in drafts.all()] == ["a", "c"]
    session.close()


def test_nobody_sees_takes_or_drops_anothers(home: Home) -> None:
    session = session_at(home)
    fresh_desk(session).drafts.save(draft("a", given_names="Olena"))
    session.add_user("ola", "Ola", OTHER)
    others = session.unlock("ola", OTHER)
    assert others.drafts.all() == []
    with pytest.raises(DraftOfAnother):
        others.drafts.load("a")
    with pytest.raises(DraftOfAnother):
        others.drafts.save(draft("a", given_names="taken"))
    others.drafts.drop("a")
    others.records.create("person", {"given_names": "Ewa"}, draft="a")
    assert session.unlock(USER, PASSPHRASE).drafts.load("a").values == {"given_names": "Olena"}
    session.close()


def test_a_save_that_fails_keeps_its_draft(home: Home) -> None:
    session = session_at(home)
    desk = fresh_desk(session)
    desk.drafts.save(draft("a", birth_date="31.02.1888"))
    with pytest.raises(InvalidRecord):
        desk.records.create("person", {"birth_date": "31.02.1888"}, draft="a")
    assert desk.drafts.load("a").kind == "person"
    made, _ = desk.records.create("person", {"given_names": "Olena"}, draft="a")
    assert desk.drafts.all() == []
    desk.drafts.save(draft("b", given_names="Olha"))
    desk.records.edit(made.id, {"given_names": "Olha"}, draft="b")
    assert desk.drafts.all() == []
    session.close()


def test_what_no_text_may_hold_costs_only_itself(home: Home) -> None:
    session = session_at(home)
    drafts = fresh_desk(session).drafts
    drafts.save(draft("a", given_names="Ole\ud800na", phones=[{"number": "\udfff1"}], family_name="Żuk"))
    assert drafts.load("a").values == {
        "given_names": "Ole?na",
        "phones": [{"number": "?1"}],
        "family_name": "Żuk",
    }
    session.close()
