"""Decisions about cases at the centre: the first stands, nobody approves their own, what differs is open again."""

from typing import TYPE_CHECKING, Any

import pytest

from cicdesk.base.ids import new_id
from cicdesk.domain.reviewing import content_of, pack
from cicdesk.wire.messages import Mutation
from tests.support.devices import NOW, Laptop, edit, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


class Desk:
    """An assistant's laptop, those of two coordinators, and a case that all three hold."""

    def __init__(self, world: "World") -> None:
        office = world.office()
        self.author = world.laptop(office)
        self.marta = world.laptop(office, world.user(office, role="coordinator"))
        self.jan = world.laptop(office, world.user(office, role="coordinator"))
        self.person = new_person(self.author.user, office)
        self.case = Mutation(
            id=new_id(), root=self.person.id, kind="case", user=self.author.user, at=NOW,
            set={"person": self.person.id, "stage": "CANDIDATE", "topics/WORK": True},
        )  # fmt: skip
        self.author.push(self.person, self.case)
        self.pull()

    def pull(self) -> None:
        for laptop in (self.author, self.marta, self.jan):
            laptop.pull()

    def content(self, laptop: Laptop) -> str:
        """What a coordinator sees on that laptop, as it is approved."""
        held = ((rid, k.kind, k.data) for rid, k in laptop.records.items() if not k.deleted)
        return pack(content_of(held, self.case.id))

    def decision(self, laptop: Laptop, state: str, review: Mutation | None = None, **more: Any) -> Mutation:  # noqa: ANN401  any field
        """A decision, as a laptop writes it with what it knows."""
        said: dict[str, Any] = {
            "state": state, "decided_by": laptop.user, "decided_at": "2026-11-02T10:00Z", "passed_to": None,
            "reason": None, **more,
        }  # fmt: skip
        if state == "APPROVED":
            said.setdefault("approved_values", self.content(laptop))
        if review is None:
            names = {"person": self.person.id, "case": self.case.id}
            return Mutation(
                id=new_id(),
                root=self.person.id,
                kind="review",
                user=laptop.user,
                at=NOW,
                set={**names, **said},
            )
        made = edit(review, laptop.user, said, have=laptop.records[review.record].seq)
        made.bases = {n: known for n in said if (known := laptop.versions(review.record, n))}
        return made

    def edit(self, laptop: Laptop, record: Mutation, **values: Any) -> Mutation:  # noqa: ANN401  any field
        """An edit of a record as a laptop knows it."""
        made = edit(record, laptop.user, values, have=laptop.records[record.record].seq)
        made.bases = {n: known for n in values if (known := laptop.versions(record.record, n))}
        return made


@pytest.fixture
def desk(world: "World") -> Desk:
    return Desk(world)


def said(laptop: Laptop, review: Mutation) -> dict[str, Any]:
    """A review as a laptop holds it, without what is empty."""
    return {name: value for name, value in laptop.records[review.record].data.items() if value}


def items(laptop: Laptop, review: Mutation, name: str) -> list[dict[str, Any]]:
    return [value for key, value in said(laptop, review).items() if key.startswith(name + "/")]


def test_an_approval_stands_and_reaches_everybody(desk: Desk) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    reply = desk.marta.push(approval)
    assert not reply.outcomes
    desk.pull()
    for laptop in (desk.author, desk.marta, desk.jan):
        assert said(laptop, approval)["state"] == "APPROVED"
        assert said(laptop, approval)["decided_by"] == desk.marta.user


def test_an_edit_after_the_approval_opens_it_again_and_says_who_wrote_when_and_where(desk: Desk) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    written = desk.edit(desk.author, desk.person, email="nowy@example.org")
    desk.author.push(written)
    desk.pull()
    assert said(desk.marta, approval)["state"] == "CHANGED"
    assert said(desk.marta, approval)["approved_values"] == approval.set["approved_values"]
    (change,) = items(desk.marta, approval, "changes")
    assert change["user"] == desk.author.user
    assert change["place"].startswith(desk.author.office + "-L")
    assert f"changes/{written.id}" in said(desk.marta, approval)


def test_what_is_taken_back_is_approved_as_before(desk: Desk) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    desk.author.push(desk.edit(desk.author, desk.person, email="nowy@example.org"))
    desk.author.push(desk.edit(desk.author, desk.person, email=None))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "APPROVED"


@pytest.mark.parametrize("values", [{"office": None}, {"assignees/anna": True}])
def test_who_holds_the_file_opens_nothing(desk: Desk, values: dict[str, Any]) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    held = {"office": desk.author.office} if "office" in values else values
    desk.author.push(desk.edit(desk.author, desk.person, **held))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "APPROVED"


def test_a_note_opens_nothing_and_a_service_does(desk: Desk) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    made: dict[str, Any] = {"root": desk.person.id, "user": desk.author.user, "at": NOW}
    desk.author.push(Mutation(id=new_id(), kind="note", set={"person": desk.person.id, "text": "x"}, **made))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "APPROVED"
    service: dict[str, Any] = {"person": desk.person.id, "service": "POL", "happened_on": "2026-11-02"}
    desk.author.push(Mutation(id=new_id(), kind="service", set=service, **made))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "CHANGED"


def test_nobody_approves_what_they_wrote_themselves(desk: Desk) -> None:
    desk.marta.push(desk.edit(desk.marta, desk.person, email="marta@example.org"))
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    assert said(desk.marta, approval)["state"] == "WAITING"
    assert "approved_values" not in said(desk.marta, approval)
    (told,) = items(desk.marta, approval, "unheard")
    assert (told["user"], told["state"], told["why"]) == (desk.marta.user, "APPROVED", "OWN_WORK")
    desk.jan.pull()
    second = desk.decision(desk.jan, "APPROVED", approval)
    desk.jan.push(second)
    assert said(desk.jan, approval)["state"] == "APPROVED"


def test_a_refused_approval_leaves_what_was_approved_before(desk: Desk) -> None:
    approval = desk.decision(desk.jan, "APPROVED")
    desk.jan.push(approval)
    desk.pull()
    desk.marta.push(desk.edit(desk.marta, desk.person, email="marta@example.org"))
    desk.pull()
    again = desk.decision(desk.marta, "APPROVED", approval)
    desk.marta.push(again)
    assert said(desk.marta, approval)["state"] == "CHANGED"
    assert said(desk.marta, approval)["approved_values"] == approval.set["approved_values"]
    assert said(desk.marta, approval)["decided_by"] == desk.jan.user
    assert items(desk.marta, approval, "unheard")[0]["why"] == "OWN_WORK"


def test_after_the_next_approval_earlier_writers_are_forgotten(desk: Desk) -> None:
    approval = desk.decision(desk.jan, "APPROVED")
    desk.jan.push(approval)
    desk.pull()
    desk.marta.push(desk.edit(desk.marta, desk.person, email="marta@example.org"))
    desk.pull()
    desk.jan.push(desk.decision(desk.jan, "APPROVED", approval))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "APPROVED"
    assert items(desk.marta, approval, "changes") == []
    desk.author.push(desk.edit(desk.author, desk.person, email="olha@example.org"))
    desk.pull()
    desk.marta.push(desk.decision(desk.marta, "APPROVED", approval))
    assert said(desk.marta, approval)["state"] == "APPROVED"


def test_only_a_coordinator_decides_and_anybody_hands_in_again(desk: Desk) -> None:
    refused = desk.decision(desk.author, "RETURNED", reason="?")
    desk.author.push(refused)
    assert said(desk.author, refused)["state"] == "WAITING"
    assert items(desk.author, refused, "unheard")[0]["why"] == "NOT_ALLOWED"
    desk.pull()
    desk.marta.push(desk.decision(desk.marta, "RETURNED", refused, reason="Brak telefonu"))
    desk.pull()
    assert said(desk.author, refused)["state"] == "RETURNED"
    desk.author.push(desk.decision(desk.author, "WAITING", refused))
    assert said(desk.author, refused)["state"] == "WAITING"


def test_an_approval_of_nothing_does_not_stand(desk: Desk) -> None:
    empty = desk.decision(desk.marta, "APPROVED", approved_values="?")
    desk.marta.push(empty)
    assert said(desk.marta, empty)["state"] == "WAITING"
    assert items(desk.marta, empty, "unheard")[0]["why"] == "INCOMPLETE"


def test_of_two_first_decisions_the_first_stands_and_the_other_is_told(desk: Desk) -> None:
    first = desk.decision(desk.marta, "APPROVED")
    second = desk.decision(desk.jan, "RETURNED", reason="Brak telefonu")
    desk.marta.push(first)
    desk.jan.push(second)
    desk.pull()
    for laptop in (desk.author, desk.marta, desk.jan):
        assert said(laptop, first)["state"] == "APPROVED"
        assert laptop.records[second.record].deleted
        (told,) = items(laptop, first, "unheard")
        assert (told["user"], told["state"], told["reason"], told["why"]) == (
            desk.jan.user, "RETURNED", "Brak telefonu", "DECIDED_BEFORE",
        )  # fmt: skip


def test_of_two_decisions_about_one_review_the_first_stands_and_the_other_is_told(desk: Desk) -> None:
    review = desk.decision(desk.author, "WAITING")
    desk.author.push(review)
    desk.pull()
    desk.marta.push(desk.decision(desk.marta, "RETURNED", review, reason="Brak telefonu"))
    desk.jan.push(desk.decision(desk.jan, "APPROVED", review))
    desk.pull()
    for laptop in (desk.author, desk.marta, desk.jan):
        assert said(laptop, review)["state"] == "RETURNED"
        assert said(laptop, review)["decided_by"] == desk.marta.user
        assert "approved_values" not in said(laptop, review)
        assert not laptop.records[review.record].heads
        assert items(laptop, review, "unheard")[0]["user"] == desk.jan.user


def test_who_knew_of_the_standing_decision_may_decide_after_a_lost_one(desk: Desk) -> None:
    review = desk.decision(desk.author, "WAITING")
    desk.author.push(review)
    desk.pull()
    desk.marta.push(desk.decision(desk.marta, "RETURNED", review, reason="a"))
    desk.author.pull()
    knowing = desk.decision(desk.author, "WAITING", review)
    desk.jan.push(desk.decision(desk.jan, "APPROVED", review))
    desk.author.push(knowing)
    assert said(desk.author, review)["state"] == "WAITING"


def test_what_was_approved_of_an_older_state_is_open_at_once_with_its_author(desk: Desk) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    desk.author.push(desk.edit(desk.author, desk.person, email="nowy@example.org"))
    desk.marta.push(approval)
    desk.pull()
    assert said(desk.marta, approval)["state"] == "CHANGED"
    assert [each["user"] for each in items(desk.jan, approval, "changes")] == [desk.author.user]
    assert said(desk.jan, approval)["approved_values"] == approval.set["approved_values"]


def test_a_value_beside_the_approved_one_opens_it_too(desk: Desk) -> None:
    beside = desk.edit(desk.author, desk.person, family_name="Zhuk")
    desk.jan.push(desk.edit(desk.jan, desk.person, family_name="Schuk"))
    desk.marta.pull()
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    assert said(desk.marta, approval)["state"] == "APPROVED"
    desk.author.push(beside)
    desk.pull()
    assert said(desk.marta, approval)["state"] == "CHANGED"


def test_the_centres_own_words_are_put_right(desk: Desk) -> None:
    approval = desk.decision(desk.jan, "APPROVED")
    desk.jan.push(approval)
    desk.pull()
    written = desk.edit(desk.marta, desk.person, email="marta@example.org")
    desk.marta.push(written)
    desk.pull()
    forged = desk.edit(desk.marta, approval, **{f"changes/{written.id}": None, "approved_values": "?"})
    desk.marta.push(forged)
    assert items(desk.marta, approval, "changes")[0]["user"] == desk.marta.user
    assert said(desk.marta, approval)["approved_values"] == approval.set["approved_values"]


def test_a_decision_sent_twice_counts_once(desk: Desk) -> None:
    approval = desk.decision(desk.marta, "APPROVED")
    first = desk.marta.push(approval)
    second = desk.marta.push(approval)
    assert (second.outcomes[0].r, second.known) == ("dup", first.known)
    desk.pull()
    assert said(desk.jan, approval)["state"] == "APPROVED"


def test_two_cases_of_one_person_are_reviewed_each_by_itself(desk: Desk) -> None:
    other = Mutation(
        id=new_id(), root=desk.person.id, kind="case", user=desk.author.user, at=NOW,
        set={"person": desk.person.id, "stage": "CANDIDATE"},
    )  # fmt: skip
    desk.author.push(other)
    desk.pull()
    approval = desk.decision(desk.marta, "APPROVED")
    desk.marta.push(approval)
    desk.author.push(desk.edit(desk.author, other, summary="x"))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "APPROVED"
    desk.author.push(desk.edit(desk.author, desk.person, email="nowy@example.org"))
    desk.pull()
    assert said(desk.marta, approval)["state"] == "CHANGED"
