"""A server that lost something: devices prove it, give back what they hold, and nothing erased returns."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from zstandard import ZstdDecompressor

from cicdesk.base.ids import new_id
from cicdesk.server.app import Centre, make_centre
from cicdesk.server.services.erasure import ErasureService, Ledger
from cicdesk.server.settings import Settings
from cicdesk.server.storage import tables
from cicdesk.server.storage.erasing import packed_without
from cicdesk.wire.errors import Why
from cicdesk.wire.messages import ALIVE, Pull, Push, Salvage, Version
from tests.support.devices import Laptop, edit, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World


def lose_last_commit(centre: Centre) -> None:
    """What a restore of an older backup does to the commit log, seen from a device."""
    with centre.database.writing() as connection:
        newest = sa.select(sa.func.max(tables.commits.c.seq)).scalar_subquery()
        connection.execute(sa.update(tables.commits).where(tables.commits.c.seq == newest).values(token=1))


def test_an_unknown_commit_proves_a_loss(own_world: "World") -> None:
    laptop = own_world.laptop(own_world.office())
    laptop.push(new_person(laptop.user, laptop.office))
    laptop.pull()
    lose_last_commit(own_world.centre)
    assert laptop.pull().status == "history_lost"
    reply = laptop.push(new_person(laptop.user, laptop.office))
    assert (reply.status, reply.epoch != 0) == ("history_lost", True)


def test_another_epoch_proves_a_loss(own_world: "World") -> None:
    laptop = own_world.laptop(own_world.office())
    assert laptop.api.pull(Pull(schema=1, epoch=7)).status == "history_lost"
    assert laptop.api.push(Push(schema=1, epoch=7, muts=[])).status == "history_lost"


def test_another_cluster_is_another_epoch(own_world: "World") -> None:
    laptop = own_world.laptop(own_world.office())
    laptop.pull()
    with own_world.centre.database.writing() as connection:
        connection.execute(sa.update(tables.clock).values(cluster="elsewhere"))
    own_world.centre.prepare()
    reply = laptop.pull()
    assert (reply.status, reply.epoch != laptop.epoch) == ("history_lost", True)
    own_world.centre.prepare()
    assert own_world.again(laptop).pull().epoch in {0, reply.epoch}


def salvage_of(laptop: Laptop, *versions: Version) -> Salvage:
    """Versions given back by this laptop."""
    return Salvage(schema=1, epoch=laptop.epoch, known=laptop.known, versions=list(versions))


def test_what_is_given_back_without_a_proven_loss_or_too_late_is_set_aside(own_world: "World") -> None:
    office = own_world.office()
    laptop = own_world.laptop(office)
    version = Version(id="v1", rid="v1", root="v1", kind="person", f="office", value=office, user=laptop.user)
    for _again in range(2):
        reply = laptop.api.salvage(salvage_of(laptop, version))
        assert (reply.status, reply.outcomes[0].why) == ("ok", Why.RECOVERY_OVER)
    laptop.pull()
    assert laptop.visible() == {}
    with own_world.centre.database.reading() as connection:
        aside = connection.execute(sa.select(tables.quarantine.c.why, tables.quarantine.c.device)).all()
    assert [tuple(row) for row in aside] == [(Why.RECOVERY_OVER, laptop.device)]


def test_what_the_server_lost_is_given_back(own_world: "World") -> None:
    office = own_world.office()
    giver, author = own_world.laptop(office), own_world.laptop(office)
    person = new_person(author.user, office)
    change = edit(person, author.user, {"family_name": "Żukowa"})
    assert giver.api.pull(Pull(schema=1, epoch=7)).status == "history_lost"
    versions = [
        Version(id=m.id, rid=person.id, root=person.id, kind="person", f=name, value=value,
                bases=m.bases.get(name, []), user=author.user, at=m.at)
        for m in (change, person) for name, value in m.set.items()
    ]  # fmt: skip
    for _twice in range(2):
        reply = giver.api.salvage(salvage_of(giver, *versions))
        assert (reply.status, reply.outcomes) == ("ok", {})
    giver.pull()
    assert giver.visible() == {person.id: {**person.set, "family_name": "Żukowa"}}
    assert author.push(person, change).outcomes == {}
    giver.pull()
    assert giver.visible() == {person.id: {**person.set, "family_name": "Żukowa"}}
    assert giver.records[person.id].heads == {}


def test_a_deletion_that_is_given_back_hides_no_value_that_its_giver_never_had(own_world: "World") -> None:
    office = own_world.office()
    giver, reader = own_world.laptop(office), own_world.laptop(office)
    person = new_person(reader.user, office)
    middle = edit(person, reader.user, {"family_name": "Żukowa"})
    reader.push(person, middle)
    assert giver.api.pull(Pull(schema=1, epoch=7)).status == "history_lost"
    name, lost = new_id(), new_id()
    seen = {person.id: ["given_names", "office"], name: ["family_name"]}
    facts: dict[str, Any] = {"rid": person.id, "root": person.id, "kind": "person", "user": reader.user}
    newest = Version(id=name, f="family_name", value="Zhuk", bases=[lost], **facts)
    gone = Version(id=new_id(), f=ALIVE, value=False, seen=seen, **facts)
    assert giver.api.salvage(salvage_of(giver, newest, gone)).outcomes == {}
    reader.pull()
    shown = reader.records[person.id]
    assert (shown.deleted, shown.heads["family_name"].keys()) == (False, {middle.id, name})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A list outside the database."""
    return Ledger(tmp_path / "erased.txt")


@pytest.fixture
def erasure(own_world: "World", ledger: Ledger) -> Iterator[ErasureService]:
    """Erasure over the test's own database."""
    centre = make_centre(Settings(database=own_world.centre.settings.database))
    yield ErasureService(centre.database, ledger, own_world.centre.sync._clock)
    centre.close()


def test_erased_is_gone_everywhere(own_world: "World", erasure: ErasureService, ledger: Ledger) -> None:
    office = own_world.office()
    laptop, other = own_world.laptop(office), own_world.laptop(office)
    person, neighbour = (
        new_person(laptop.user, office, email="marker@example.org"),
        new_person(laptop.user, office),
    )
    laptop.push(person, neighbour)
    other.pull()
    erasure.erase(person.id)
    other.pull()
    assert other.erased == {person.id}
    assert other.visible().keys() == {neighbour.id}
    assert laptop.push(edit(person, laptop.user, {"email": "again@example.org"})).outcomes[0].r == "erased"
    assert laptop.push(person).outcomes[0].r == "erased"
    assert ledger.roots() == [person.id]
    with own_world.centre.database.reading() as connection:
        bodies = connection.execute(sa.select(tables.parcel.c.body)).scalars()
        left = b"".join(packed_without(body, set()) for body in bodies)
        assert len(left) > 0
        for table in tables.metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                assert "marker@example.org" not in str(row)


def test_nothing_is_left_of_what_was_set_aside_and_taken_at_the_second_sending(
    own_world: "World", erasure: ErasureService
) -> None:
    laptop = own_world.laptop(own_world.office())
    other = own_world.office()
    person = new_person(laptop.user, other, email="marker@example.org")
    assert laptop.push(person).outcomes[0].r == "quarantined"
    person.set["office"] = laptop.office
    assert laptop.push(person).outcomes == {}
    erasure.erase(person.id)
    with own_world.centre.database.reading() as connection:
        bodies = list(connection.execute(sa.select(tables.parcel.c.body)).scalars())
        assert len(bodies) == 2
        assert not [body for body in bodies if b"marker" in ZstdDecompressor().decompress(body)]


def test_the_list_outside_undoes_a_restore(
    own_world: "World", erasure: ErasureService, ledger: Ledger
) -> None:
    laptop = own_world.laptop(own_world.office())
    person = new_person(laptop.user, laptop.office)
    laptop.push(person)
    ledger.add(person.id)
    assert erasure.replay() == 1
    assert erasure.replay() == 0
    laptop.pull()
    assert laptop.erased == {person.id}
