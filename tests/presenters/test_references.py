"""What a reference may point to: registers and the client's own file are offered before anything is typed."""

from cicdesk.base.paths import Home
from cicdesk.presenters.choices import Choice
from cicdesk.presenters.references import ReferenceChooser
from cicdesk.presenters.runner import InlineRunner
from tests.support.desks import Profile, add_person


def test_what_is_offered_before_and_after_typing(home: Home) -> None:
    profile = Profile(home)
    desk = profile.open()
    given: list[Choice] = []
    chooser = ReferenceChooser(desk, InlineRunner(), given)

    def found(to: str, text: str = "", file: str = "") -> list[str]:
        given.clear()
        chooser.find(to, text, given.extend, file)
        return [choice.label for choice in given]

    for name in ("Tłumacka", "Rozmówski"):
        desk.records.create("interpreter", {"family_name": name})
    desk.records.create("interpreter", {"family_name": "Dawna", "ended_on": "2026-01-01"})
    desk.records.create("interpreter", {"family_name": "Jeszczak", "ended_on": "2100-01-01"})
    assert sorted(found("interpreter")) == ["Jeszczak", "Rozmówski", "Tłumacka"]
    assert found("interpreter", "tlum") == ["Tłumacka"]
    one, other = add_person(desk), add_person(desk)
    for person, child in ((one, "Maja"), (other, "Maks")):
        desk.records.create("dependant", {"person": person, "given_names": child})
    assert found("dependant", file=one) == ["Maja"]
    assert found("dependant", "ma", file=other) == ["Maks"]
    assert sorted(found("dependant", "ma")) == ["Maja", "Maks"]
    assert found("nothing of the kind") == []
    profile.session.close()
