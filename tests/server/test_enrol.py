"""A one-time code makes a key into a device, once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from cicdesk.server.services.directory import DirectoryError, is_that_code, tidy_code
from cicdesk.server.storage import directory
from cicdesk.wire import proofs
from cicdesk.wire.errors import WireError
from cicdesk.wire.messages import Enrol
from tests.support.devices import HttpApi, Key, RefusedByServer, Wire, enrol, new_person
from tests.support.live_server import LiveServer

if TYPE_CHECKING:
    from tests.server.conftest import World


@pytest.fixture
def line(shared_server: LiveServer) -> Iterator[Wire]:
    """A laptop that is not enrolled yet."""
    wire = Wire(shared_server.url, Key())
    yield wire
    wire.close()


def refusal(wire: Wire, code: str, user: str) -> WireError:
    """The number with which the server refuses."""
    with pytest.raises(RefusedByServer) as caught:
        enrol(wire, code, user)
    return WireError(caught.value.refusal.error)


def test_a_code_makes_a_device(http_world: "World", line: Wire) -> None:
    office = http_world.office()
    user = http_world.user(office)
    code, _ = http_world.centre.directory.make_code(user, "L77")
    typed = "-".join([code[:5], code[5:10], code[10:15], code[15:]]).lower()
    reply = enrol(line, typed, user)
    assert (reply.name, reply.office, reply.user, reply.role) == ("L77", office, user, "assistant")
    assert reply.scope == sorted([f"c:{office}", f"u:{user}", f"r:{http_world.region}"])
    assert reply.epoch > 0
    assert HttpApi(line).wire.device == reply.device


def test_a_code_is_good_once_and_for_one(http_world: "World", line: Wire, shared_server: LiveServer) -> None:
    office = http_world.office()
    user, other = http_world.user(office), http_world.user(office)
    code, _ = http_world.centre.directory.make_code(user, "L78", office)
    assert refusal(line, code, other) is WireError.BAD_CODE
    enrol(line, code, user)
    second = Wire(shared_server.url, Key())
    assert refusal(second, code, user) is WireError.USED_CODE
    second.close()


def test_the_same_key_may_ask_again_because_the_answer_was_lost(http_world: "World", line: Wire) -> None:
    office = http_world.office()
    user = http_world.user(office)
    code, _ = http_world.centre.directory.make_code(user, "L83", office)
    assert enrol(line, code, user).device == enrol(line, code, user).device


def test_a_code_ends(http_world: "World", line: Wire) -> None:
    office = http_world.office()
    user = http_world.user(office)
    code, _ = http_world.centre.directory.make_code(user, "L79", office)
    with http_world.centre.database.writing() as connection:
        (kept,) = directory.codes_of(connection, user)
        directory.use_code(connection, kept.id, 0)
        connection.exec_driver_sql("UPDATE enrol_code SET expires = 1 WHERE id = %s", (kept.id,))
    assert refusal(line, code, user) is WireError.EXPIRED_CODE


def test_a_second_person_joins_the_same_laptop(http_world: "World", line: Wire) -> None:
    office = http_world.office()
    anna, oksana = http_world.user(office), http_world.user(office, role="coordinator")
    first = enrol(line, http_world.centre.directory.make_code(anna, "L80")[0], anna)
    code, place = http_world.centre.directory.make_code(oksana, "L80")
    assert (place.office, place.device) == (office, "L80")
    second = enrol(line, code, oksana)
    assert (second.device, second.role) == (first.device, "coordinator")
    assert {f"u:{anna}", f"u:{oksana}"} <= set(second.scope)


def test_a_laptop_of_the_same_name_in_another_office_is_another_laptop(own_world: "World") -> None:
    anna, marta = own_world.user(own_world.office()), own_world.user(own_world.office())
    directory_service, enrolment = own_world.centre.directory, own_world.centre.enrol
    devices = set()
    for user in (anna, marta):
        code, place = directory_service.make_code(user, "L07")
        reply = enrolment.enrol(Enrol(code=code, user=user, key=""), Key().public, "there")
        assert reply.office == place.office
        devices.add(reply.device)
    assert len(devices) == 2


def test_a_name_belongs_to_one_key(http_world: "World", line: Wire, shared_server: LiveServer) -> None:
    office = http_world.office()
    anna = http_world.user(office)
    enrol(line, http_world.centre.directory.make_code(anna, "L81")[0], anna)
    stranger = Wire(shared_server.url, Key())
    code, _ = http_world.centre.directory.make_code(anna, "L81")
    assert refusal(stranger, code, anna) is WireError.BAD_CODE
    http_world.centre.directory.revoke("L81", office)
    assert enrol(stranger, code, anna).device != line.device
    stranger.close()


def test_the_message_is_signed_by_the_key_it_brings(http_world: "World", line: Wire) -> None:
    office = http_world.office()
    user = http_world.user(office)
    code, _ = http_world.centre.directory.make_code(user, "L82", office)
    message = Enrol(code=code, user=user, key=proofs.b64(Key().public))
    with pytest.raises(RefusedByServer) as caught:
        line.ask("/v1/enrol", message, Enrol)
    assert caught.value.refusal.error == WireError.BAD_PROOF


def test_codes_are_not_stored(own_world: "World") -> None:
    user = own_world.user(own_world.office())
    code, _ = own_world.centre.directory.make_code(user, "L1")
    with own_world.centre.database.writing() as connection:
        (kept,) = directory.codes_of(connection, user)
    assert code.encode() not in kept.hash + kept.salt
    assert is_that_code(f" {code.lower()} ", kept)
    assert tidy_code("0o1-8b") == "OOIBB"


def test_what_cannot_be_is_said(own_world: "World") -> None:
    directory_service = own_world.centre.directory
    office = own_world.office()
    with pytest.raises(DirectoryError):
        directory_service.add_office(office, "", own_world.region)
    with pytest.raises(DirectoryError):
        directory_service.add_user("jan", "king", [office])
    with pytest.raises(DirectoryError):
        directory_service.add_user("jan", "staff", ["nowhere"])
    with pytest.raises(DirectoryError):
        directory_service.make_code("nobody", "L1")
    with pytest.raises(DirectoryError) as refused:
        directory_service.revoke("L-none")
    assert "no laptop is called L-none" in str(refused.value.facts["why"])
    with pytest.raises(DirectoryError) as refused:
        directory_service.add_office("two words", "", own_world.region)
    assert "without spaces" in str(refused.value.facts["why"])


def test_a_coordinator_sees_every_office_of_hers(own_world: "World") -> None:
    one, two = own_world.office(), own_world.office()
    helper = own_world.laptop(one)
    over = own_world.laptop(two, own_world.user(one, two, role="coordinator"))
    person = new_person(helper.user, one)
    helper.push(person)
    over.pull()
    assert person.id in over.visible()
