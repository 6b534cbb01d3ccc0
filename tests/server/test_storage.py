"""The structure of the database: steps forward, views, and what reporting tools see."""

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from cicdesk.base.ids import new_id
from cicdesk.schema.records import registry
from cicdesk.server.settings import Settings
from cicdesk.server.storage import records, schema
from cicdesk.server.storage.engine import Busy, Database, psycopg_url
from cicdesk.server.storage.tables import metadata
from cicdesk.wire.messages import Mutation
from tests.support.devices import NOW, new_person
from tests.support.postgres import Cluster

if TYPE_CHECKING:
    from cicdesk.server.app import Centre
    from tests.server.conftest import World


def test_the_steps_lead_to_the_tables(centre: "Centre") -> None:
    with centre.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(cluster: Cluster) -> None:
    with cluster.empty() as url:
        database = Database(Settings(database=url))
        assert not schema.at_head(database)
        assert schema.migrate(database) == schema.migrate(database) == schema.head()
        assert schema.at_head(database)
        database.close()


def test_what_a_deleter_had_seen_goes_under_the_deletion_that_counts(cluster: Cluster) -> None:
    with cluster.empty() as url:
        database = Database(Settings(database=url))
        schema.migrate(database, to="0005")
        with database.writing() as connection:
            for rid, asked, ver in (
                ("made", True, ""),
                ("later", True, '{"_alive":"d"}'),
                ("back", False, ""),
            ):
                row = {"rid": rid, "asked": asked, "ver": ver, "seen": '{"v":["name"]}', **_REST_OF_A_RECORD}
                columns = ", ".join(row)
                marks = ", ".join(f":{name}" for name in row)
                connection.execute(sa.text(f"INSERT INTO record ({columns}) VALUES ({marks})"), row)
        schema.migrate(database)
        with database.reading() as connection:
            held = {
                rid: each.state.seen
                for rid, each in records.load(connection, ["made", "later", "back"]).items()
            }
        database.close()
    assert held == {"made": {"made": {"v": ["name"]}}, "later": {"d": {"v": ["name"]}}, "back": {}}


_REST_OF_A_RECORD = {
    "root": "made", "kind": "person", "office": "", "seq": 1, "born": 1, "echo": "", "by_user": "ann", "at": 0,
    "deleted": False, "data": "{}",
}  # fmt: skip


def test_a_newer_database_is_left_alone(centre: "Centre") -> None:
    with centre.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerDatabase):
        schema.migrate(centre.database)
    assert not centre.ready()


def test_no_database_is_busy() -> None:
    database = Database(Settings(database="postgresql://nobody@127.0.0.1:1/nothing"))
    with pytest.raises(Busy), database.reading():
        pass
    database.close()
    assert psycopg_url("postgres://a/b") == psycopg_url("postgresql+psycopg://a/b")


def test_every_record_type_is_a_view_with_its_fields(centre: "Centre") -> None:
    inspector = sa.inspect(centre.database.engine)
    assert set(inspector.get_view_names()) == set(registry())
    for spec in registry().values():
        columns = {column["name"] for column in inspector.get_columns(spec.kind)}
        assert {field.name for field in spec.fields} <= columns


def test_a_view_shows_values_as_columns(own_world: "World") -> None:
    office = own_world.office()
    laptop = own_world.laptop(office)
    person = new_person(
        laptop.user, office, birth_date="1888-04-02", no_pesel=True,
        **{"citizenships/UA": True, "citizenships/PL": True, "citizenships/BY": False,
           "phones/1": {"number": "+48000000001"}, "phones/2": None, "address": {"locality": "Miechów"}},
    )  # fmt: skip
    gone = new_person(laptop.user, office)
    deleting = Mutation(
        id="gone-1", rid=gone.id, kind="person", user=laptop.user, at=NOW,
        set={"_alive": False}, seen={gone.id: list(gone.set)},
    )  # fmt: skip
    laptop.push(person, gone, deleting)
    with own_world.centre.database.reading() as connection:
        (row,) = connection.execute(sa.text("SELECT * FROM person")).all()
    assert (row._id, row._office, row.family_name, row.birth_date) == (person.id, office, "Żuk", "1888-04-02")
    assert row.citizenships == ["PL", "UA"]
    assert row.phones == [{"id": "1", "number": "+48000000001"}]
    assert row.address == {"locality": "Miechów"}
    assert row.no_pesel is True


def test_a_view_shows_amounts_as_numbers_and_no_pin(own_world: "World") -> None:
    office = own_world.office()
    laptop = own_world.laptop(office)
    person = new_person(laptop.user, office)
    card = Mutation(
        id=new_id(), root=person.id, kind="dependant", user=laptop.user, at=NOW,
        set={"person": person.id, "given_names": "Maja", "pick_up/1": {"name": "Babcia", "pin": "0481"}},
    )  # fmt: skip
    sheet = Mutation(
        id=new_id(), root=person.id, kind="time_sheet", user=laptop.user, at=NOW,
        set={"person": person.id, "day": "2026-03-15", "cost": 12_050},
    )  # fmt: skip
    laptop.push(person, card, sheet)
    with own_world.centre.database.reading() as connection:
        (child,) = connection.execute(sa.text("SELECT * FROM dependant")).all()
        (paid,) = connection.execute(sa.text("SELECT cost FROM time_sheet")).all()
    assert child.pick_up == [{"id": "1", "name": "Babcia"}]
    assert paid.cost == 12_050


def test_the_digest_kept_is_the_digest_counted(own_world: "World") -> None:
    office = own_world.office()
    laptop = own_world.laptop(office)
    laptop.push(*(new_person(laptop.user, office) for _ in range(9)))
    laptop.pull()
    with own_world.centre.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT part, count, sum FROM partition")).all()
    assert {row.part: [row.count, row.sum] for row in rows} == {f"c:{office}": laptop.digest(f"c:{office}")}
