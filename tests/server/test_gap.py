"""No reader ever passes a number that becomes visible later, however long a writer takes."""

import threading
from typing import TYPE_CHECKING

from cicdesk.server.storage import commits
from tests.support.devices import Laptop, new_person

if TYPE_CHECKING:
    from tests.server.conftest import World

ROUNDS = 12


def test_a_writer_that_waits_hides_nothing(own_world: "World") -> None:
    office = own_world.office()
    slow, quick, reader = (own_world.laptop(office) for _ in range(3))
    person = new_person(quick.user, office)
    with own_world.centre.database.writing() as connection:
        clock = commits.read_clock(connection, None, lock=True)
        pushing = threading.Thread(target=quick.push, args=(person,))
        pushing.start()
        reader.pull()
        assert reader.visible() == {}
        commits.commit(connection, clock.seq + 1, slow.device)
    pushing.join()
    reader.pull()
    assert reader.visible().keys() == {person.id}


def test_many_writers_and_a_reader(own_world: "World") -> None:
    office = own_world.office()
    writers = [own_world.laptop(office) for _ in range(4)]
    reader = own_world.laptop(office)
    made: set[str] = set()

    def work(laptop: Laptop) -> None:
        for _ in range(ROUNDS):
            person = new_person(laptop.user, office)
            laptop.push(person)
            made.add(person.id)

    threads = [threading.Thread(target=work, args=(each,)) for each in writers]
    for each in threads:
        each.start()
    while any(each.is_alive() for each in threads):
        reader.pull(limit=3)
    for each in threads:
        each.join()
    reader.pull()
    assert reader.visible().keys() == made
    assert len(made) == ROUNDS * len(writers)
