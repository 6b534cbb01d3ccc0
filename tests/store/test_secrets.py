"""Nothing of what was typed lies readable in any file of the profile, whatever happened to it."""

import base64
from typing import Any

from cicdesk.base.paths import Home
from cicdesk.store.drafts import Draft
from tests.support.profiles import PASSPHRASE, USER, every_byte, flip, fresh_desk, session_at

MARKERS = [f"Zmarker{n:02d}qx" for n in range(40)]


def spellings(marker: str) -> list[bytes]:
    """The ways in which a text may lie in a file."""
    encoded = base64.b64encode(marker.encode()).rstrip(b"=")[:-2]
    return [
        marker.encode(),
        marker.lower().encode(),
        marker.encode("utf-16-le"),
        marker[::-1].encode(),
        encoded,
    ]


def plain(home: Home) -> list[str]:
    content = every_byte(home.folder)
    return [marker for marker in [*MARKERS, PASSPHRASE] if any(s in content for s in spellings(marker))]


def test_no_value_lies_readable_in_any_file(home: Home) -> None:
    session = session_at(home)
    desk = fresh_desk(session)
    key = desk.context.store.key
    names = iter(MARKERS)
    made = []
    for _ in range(8):
        values: dict[str, Any] = {
            "given_names": next(names), "original_name": next(names),
            "other_spellings": [{"spelling": next(names)}], "address": {"locality": next(names)},
        }  # fmt: skip
        made.append(desk.records.create("person", values)[0].id)
    assert plain(home) == []
    desk.records.edit(made[0], {"family_name": next(names)})
    desk.records.delete(made[1], next(names))
    for name in names:
        desk.drafts.save(Draft(id=name[-4:], kind="person", user=USER, values={"given_names": name}))
    assert desk.search.find(MARKERS[0])
    assert home.database.with_name("store.db-wal").stat().st_size
    assert plain(home) == []
    copy = desk.back_up("x")
    session.lock()
    assert plain(home) == []
    flip(home.database, 4096 * 5 + 9)
    session.restore(USER, PASSPHRASE, copy)
    assert plain(home) == []
    assert key not in every_byte(home.folder)
    assert key.hex().encode() not in every_byte(home.folder)
    session.close()


def test_deleted_terms_leave_the_pages_of_the_index(home: Home) -> None:
    session = session_at(home)
    desk = fresh_desk(session)
    made, _ = desk.records.create("person", {"given_names": "Zmarkerqx"})
    desk.records.create("person", {"given_names": "Olena"})
    assert desk.search.find("zmarkerqx")
    desk.records.delete(made.id, "")
    assert desk.search.find("zmarkerqx") == []
    with desk.context.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT block FROM finder_data").all()
        rest = connection.exec_driver_sql("SELECT c0, c1, c2 FROM finder_content").all()
    assert b"zmarkerqx" not in b"".join(block for (block,) in rows)
    assert "zmarkerqx" not in str(rest)
    session.close()
