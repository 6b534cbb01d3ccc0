"""What follows from what a record says."""

from cicdesk.domain.following import following
from cicdesk.schema.records import spec_of
from cicdesk.schema.values import Value

APPOINTMENT = spec_of("appointment")
WHEN = {"day": "2026-07-01", "from_time": "10:00", "to_time": "11:30"}


def test_wall_times_become_instants() -> None:
    assert following(APPOINTMENT, WHEN, {"day"}) == {
        "starts_at": "2026-07-01T08:00Z",
        "ends_at": "2026-07-01T09:30Z",
    }


def test_they_follow_only_what_changed() -> None:
    assert following(APPOINTMENT, WHEN, {"to_time"}) == {"ends_at": "2026-07-01T09:30Z"}
    assert following(APPOINTMENT, WHEN, {"room"}) == {}


def test_an_end_before_the_beginning_is_after_midnight() -> None:
    late = {"day": "2026-12-31", "from_time": "22:00", "to_time": "01:00"}
    assert following(APPOINTMENT, late, {"day"})["ends_at"] == "2027-01-01T00:00Z"


def test_nothing_is_known_without_the_day_or_the_time() -> None:
    assert following(APPOINTMENT, {"from_time": "10:00"}, {"from_time"}) == {
        "starts_at": None,
        "ends_at": None,
    }
    assert following(APPOINTMENT, {"day": "2026-07-01", "from_time": "10:00"}, {"day"})["ends_at"] is None
    assert following(APPOINTMENT, {**WHEN, "from_time": "about ten"}, {"from_time"}) == {
        "starts_at": None,
        "ends_at": None,
    }


def test_a_visit_signed_out_after_midnight_ends_on_the_next_day() -> None:
    visit = {"day": "2026-03-28", "in_time": "20:00", "out_time": "03:30"}
    assert following(spec_of("care_session"), visit, {"out_time"})["out_at"] == "2026-03-29T01:30Z"


def test_languages_are_gathered_from_the_rows() -> None:
    rows: list[Value] = [
        {"id": "1", "language": "ukr"},
        {"id": "2", "language": "che"},
        {"id": "3", "language": "ukr"},
    ]
    assert following(spec_of("interpreter"), {"languages": rows}, {"languages"}) == {
        "language_list": ["che", "ukr"]
    }
    assert following(spec_of("interpreter"), {"languages": []}, {"languages"}) == {"language_list": None}
