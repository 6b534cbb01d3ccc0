"""Review between laptops that are apart: what comes back reaches its author, what was approved stands, one decides."""

import pytest

from cicdesk.domain.reviewing import ReviewState, approved_values, differences
from cicdesk.services.desk import Desk
from cicdesk.services.reviewing.deciding import Decision, unheard_of
from cicdesk.services.reviewing.queue import Filter
from cicdesk.services.reviewing.reading import Reviewed
from tests.end_to_end.conftest import Place
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

APPROVE = Decision(ReviewState.APPROVED)


def desk(laptop: QuickLaptop) -> Desk:
    """The services behind a laptop's windows."""
    assert laptop.session.desk is not None
    return laptop.session.desk


def opened(laptop: QuickLaptop, case: str) -> Reviewed:
    return desk(laptop).reviewing.open(case)


def a_case(laptop: QuickLaptop, *others: QuickLaptop) -> tuple[str, str]:
    """A person and a case that everybody holds."""
    person = laptop.person("Zhuk")
    made = laptop.do("create", kind="case", values={"person": person, "topics": ["WORK"]})
    for each in (laptop, *others):
        each.sync()
    return person, str(made["id"])


def agree(*laptops: QuickLaptop) -> None:
    """Everybody syncs until nothing is new; then all hold the same."""
    for _round in range(2):
        for each in laptops:
            each.sync()
    states = [each.state() for each in laptops]
    assert len({state["digest"] for state in states}) == 1
    assert [(state["waiting"], state["attention"], state["conflict"]) for state in states] == [
        (0, 0, 0)
    ] * len(laptops)


def exported(laptop: QuickLaptop, case: str) -> dict[str, object]:
    """What an export of this laptop says of the person."""
    held = opened(laptop, case)
    current = {str(each.id): (each.kind, each.values) for each in held.records}
    return dict(approved_values(held.review.values if held.review else None, current)[held.case.root][1])


def test_returned_with_a_comment_while_its_author_writes_offline(
    pair: tuple[QuickLaptop, QuickLaptop],
) -> None:
    author, marta = pair
    person, case = a_case(author, marta)
    author.edit(person, email="nowy@example.org")
    asked = {
        "person": person,
        "about": person,
        "field": "phones",
        "text": "Który numer?",
        "author": marta.user,
    }
    marta.do("create", kind="comment", values=asked)
    desk(marta).reviewing.decide(case, Decision(ReviewState.RETURNED, "Brak telefonu"))
    marta.sync()
    author.sync()
    (back,) = desk(author).reviewing.returned()
    assert back.state is ReviewState.RETURNED
    assert back.review is not None
    assert back.review.values["reason"] == "Brak telefonu"
    assert author.value(person, "email") == "nowy@example.org"
    (comment,) = author.do("list", kind="comment")["records"]
    assert (comment["values"]["field"], comment["values"]["text"]) == ("phones", "Który numer?")
    answer = {**asked, "text": "Ten z listy", "author": author.user, "answered_to": comment["id"]}
    author.do("create", kind="comment", values=answer)
    author.edit(person, phones=[{"number": "+48000111222"}])
    desk(author).reviewing.decide(case, Decision(ReviewState.WAITING))
    agree(author, marta)
    assert opened(marta, case).state is ReviewState.WAITING
    assert list(desk(marta).review_queue.find(Filter()).cases) == [case]
    assert {each["values"]["text"] for each in marta.do("list", kind="comment")["records"]} == {
        "Który numer?",
        "Ten z listy",
    }


def test_approved_while_its_author_writes_offline(pair: tuple[QuickLaptop, QuickLaptop]) -> None:
    author, marta = pair
    person, case = a_case(author, marta)
    author.edit(person, email="nowy@example.org")
    desk(marta).reviewing.decide(case, APPROVE)
    marta.sync()
    assert opened(marta, case).state is ReviewState.APPROVED
    agree(author, marta)
    for laptop in pair:
        held = opened(laptop, case)
        assert held.state is ReviewState.CHANGED
        assert held.review is not None
        assert held.review.values["state"] == "CHANGED"
        (difference,) = differences(held.approved, held.content)
        assert (difference.field, difference.before, difference.after) == ("email", None, "nowy@example.org")
        writer = held.author_of(difference)
        assert (writer.user, writer.place.partition("-")[0]) == (author.user, author.office)
        assert "email" not in exported(laptop, case)
        assert laptop.value(person, "email") == "nowy@example.org"
    desk(marta).reviewing.decide(case, APPROVE)
    agree(author, marta)
    assert opened(author, case).state is ReviewState.APPROVED
    assert exported(author, case)["email"] == "nowy@example.org"


def test_two_coordinators_decide_at_once(place: Place) -> None:
    author, marta, jan = place.laptop(), place.laptop(role="coordinator"), place.laptop(role="coordinator")
    _person, case = a_case(author, marta, jan)
    desk(marta).reviewing.decide(case, APPROVE)
    desk(jan).reviewing.decide(case, Decision(ReviewState.RETURNED, "Brak telefonu"))
    marta.sync()
    jan.sync()
    agree(author, marta, jan)
    for laptop in (author, marta, jan):
        held = opened(laptop, case)
        assert held.state is ReviewState.APPROVED
        assert held.review is not None
        assert held.review.values["decided_by"] == marta.user
    assert desk(marta).reviewing.unheard() == []
    (told,) = desk(jan).reviewing.unheard()
    (decision,) = unheard_of(told)
    assert (decision["user"], decision["reason"], decision["why"]) == (
        jan.user,
        "Brak telefonu",
        "DECIDED_BEFORE",
    )
    desk(jan).reviewing.understood(told.id)
    agree(author, marta, jan)
    assert desk(jan).reviewing.unheard() == []


def test_two_coordinators_decide_at_once_about_what_was_decided_before(place: Place) -> None:
    author, marta, jan = place.laptop(), place.laptop(role="coordinator"), place.laptop(role="coordinator")
    person, case = a_case(author, marta, jan)
    desk(marta).reviewing.decide(case, APPROVE)
    marta.sync()
    author.edit(person, email="nowy@example.org")
    agree(author, marta, jan)
    desk(jan).reviewing.decide(case, Decision(ReviewState.RETURNED, "Czyj to adres?"))
    desk(marta).reviewing.decide(case, APPROVE)
    jan.sync()
    marta.sync()
    agree(author, marta, jan)
    for laptop in (author, marta, jan):
        held = opened(laptop, case)
        assert held.state is ReviewState.RETURNED
        assert "email" not in exported(laptop, case)
    assert [unheard_of(each)[0]["why"] for each in desk(marta).reviewing.unheard()] == ["DECIDED_BEFORE"]


def test_a_coordinator_who_wrote_elsewhere_is_told_by_the_centre(place: Place) -> None:
    author, marta, other = place.laptop(), place.laptop(role="coordinator"), place.laptop()
    person, case = a_case(author, marta, other)
    marta.edit(person, email="marta@example.org")
    agree(author, marta, other)
    other.edit(person, patronymic="Іванович")
    agree(author, marta, other)
    assert marta.user not in opened(marta, case).writers  # another wrote since, and laptops hold no history
    desk(marta).reviewing.decide(case, APPROVE)
    marta.sync()
    agree(author, marta, other)
    assert opened(marta, case).state is ReviewState.WAITING
    assert [unheard_of(each)[0]["why"] for each in desk(marta).reviewing.unheard()] == ["OWN_WORK"]
