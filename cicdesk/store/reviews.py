"""The coordinator's queue from indexes alone, and what each of them has seen of a case."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cicdesk.store.records import chunks, marks
from cicdesk.store.reviewing_tables import CASE, OWNER, PASSED_TO, PROJECT, STATE, TRIP

Place = tuple[int, str, str, str]
"""A case as the queue picks it: key, id, file, who wrote last. Made for each of fifty thousand, so it is a tuple."""
Review = tuple[str, str, int]
"""The review of a case, as far as the queue asks: state, to whom it was passed on, when it was written."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody saw of a case, and when."""

    at: int
    mark: str
    """Of the file as it was: where it is the same, nothing came since."""
    seen: str


def _rows(connection: sa.Connection, sql: str, arguments: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Asked of the driver itself: for fifty thousand rows the usual way takes three times as long."""
    driver: Any = connection.connection.driver_connection
    rows: Iterator[tuple[Any, ...]] = driver.execute(sql, tuple(arguments))
    return rows


@dataclass(frozen=True, slots=True)
class Picked:
    """Which cases are meant; empty for all."""

    office: str = ""
    project: str = ""
    worker: str = ""
    """Who leads it or wrote last."""
    trip: str = ""
    lacking: bool | None = None
    """Whether something is missing for the reports."""
    before: int = 0
    """Last written before this moment, in milliseconds."""


def cases(connection: sa.Connection, picked: Picked) -> Iterator[Place]:
    """The living cases, the last written first."""
    wanted: list[tuple[str, tuple[Any, ...]]] = [
        (" AND office = ?", (picked.office,) if picked.office else ()),
        (f" AND {PROJECT} = ?", (picked.project,) if picked.project else ()),
        (f" AND ({OWNER} = ? OR changed_by = ?)", (picked.worker,) * 2 if picked.worker else ()),
        (
            f" AND root IN (SELECT id FROM record WHERE kind = 'person' AND deleted = 0 AND {TRIP} = ?)",  # noqa: S608  fixed SQL
            (picked.trip,) if picked.trip else (),
        ),
        (" AND changed < ?", (picked.before,) if picked.before else ()),
    ]
    conditions = "".join(sql for sql, arguments in wanted if arguments)
    if picked.lacking is not None:
        found = "SELECT p.id FROM lacking l JOIN record p ON p.n = l.n WHERE l.count > 0"
        conditions += f" AND root {'' if picked.lacking else 'NOT '}IN ({found})"
    return _rows(
        connection,
        "SELECT n, id, root, changed_by FROM record"  # noqa: S608  fixed SQL, values are arguments
        f" WHERE kind = 'case' AND deleted = 0{conditions} ORDER BY changed DESC, n DESC",
        (each for _sql, arguments in wanted for each in arguments),
    )


def reviews(connection: sa.Connection) -> dict[str, Review]:
    """The living reviews by their cases; where a case has two, the one that the centre has had for longest."""
    found: dict[str, tuple[str, str, int, int]] = {}
    rows = _rows(
        connection,
        f"SELECT {CASE}, {STATE}, {PASSED_TO}, changed, seq FROM record"  # noqa: S608  fixed SQL
        " WHERE kind = 'review' AND deleted = 0",
    )
    for case, state, to, changed, seq in rows:
        held = found.get(case)
        if held is None or (seq and (not held[3] or seq < held[3])):
            found[case] = (state or "", to or "", changed, seq)
    return {case: each[:3] for case, each in found.items()}


def review_of(connection: sa.Connection, case: str) -> str:
    """The id of a case's review; empty where nobody decided yet."""
    row = connection.exec_driver_sql(
        f"SELECT id FROM record WHERE kind = 'review' AND deleted = 0 AND {CASE} = ? ORDER BY seq = 0, seq, id LIMIT 1",  # noqa: S608  fixed SQL
        (case,),
    ).first()
    return str(row[0]) if row else ""


_RETURNED = """
SELECT c.id FROM record v JOIN record c ON c.id = json_extract(coalesce(v.shown, v.data), '$.case')
WHERE v.kind = 'review' AND v.deleted = 0 AND json_extract(coalesce(v.shown, v.data), '$.state') = 'RETURNED'
  AND c.deleted = 0 AND (c.changed_by = ? OR json_extract(coalesce(c.shown, c.data), '$.owner') = ?)
ORDER BY v.changed DESC, v.n LIMIT ?
"""


def returned_to(connection: sa.Connection, user: str, most: int) -> list[str]:
    """The cases that came back to somebody, who leads them or wrote last; the last first."""
    return [case for (case,) in connection.exec_driver_sql(_RETURNED, (user, user, most))]


_UNHEARD = """
SELECT v.id FROM looked l CROSS JOIN record v ON json_extract(coalesce(v.shown, v.data), '$.case') = l.record
WHERE l.user = ? AND l.at > ? AND v.kind = 'review' AND v.deleted = 0
  AND instr(coalesce(v.shown, v.data), '"unheard/') > 0 ORDER BY v.changed DESC
"""


def with_unheard(connection: sa.Connection, user: str, after: int) -> list[str]:
    """The reviews of cases that somebody looked at after a moment, in which a decision did not stand."""
    return [rid for (rid,) in connection.exec_driver_sql(_UNHEARD, (user, after))]


def unsettled(connection: sa.Connection, kinds: Iterable[str]) -> dict[str, int]:
    """The files in which something of these kinds is not at the centre yet, and when it was written last."""
    listed = tuple(kinds)
    rows = connection.exec_driver_sql(
        "SELECT root, max(changed) FROM record INDEXED BY record_unsettled WHERE state > 0"  # noqa: S608  placeholders
        f" AND kind IN ({marks(len(listed))}) GROUP BY root",
        listed,
    )
    return {root: changed for root, changed in rows}  # noqa: C416  rows are not pairs to the type checker


_LINE = """
SELECT c.n, c.id, c.root, c.number, c.office, c.changed, c.changed_by, c.state, p.title,
       json_extract(coalesce(c.shown, c.data), '$.project'), coalesce(l.count, 0)
FROM record c JOIN record p ON p.id = c.root LEFT JOIN lacking l ON l.n = p.n WHERE c.n IN
"""


def lines(connection: sa.Connection, keys: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """What a line of the queue shows, by the keys of the cases."""
    found: dict[int, tuple[Any, ...]] = {}
    for part in chunks(str(key) for key in keys):
        rows = connection.exec_driver_sql(f"{_LINE} ({marks(len(part))})", tuple(map(int, part)))
        found.update((row[0], tuple(row)) for row in rows)
    return found


def mark_of(connection: sa.Connection, root: str) -> str:
    """A file as the centre's numbers tell it: another one as soon as anything came."""
    row = connection.exec_driver_sql(
        "SELECT count(*), coalesce(max(gen), 0), coalesce(sum(crc), 0) FROM record WHERE root = ?", (root,)
    ).one()
    return ":".join(map(str, row))


def note_looked(connection: sa.Connection, user: str, case: str, looked: Looked) -> None:
    """Remember what somebody saw of a case, in place of what was seen before."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO looked (user, record, at, mark, seen) VALUES (?, ?, ?, ?, ?)",
        (user, case, looked.at, looked.mark, looked.seen),
    )


def looked_at(connection: sa.Connection, user: str, case: str) -> Looked | None:
    """What somebody saw of a case; None where they never looked."""
    row = connection.exec_driver_sql(
        "SELECT at, mark, seen FROM looked WHERE user = ? AND record = ?", (user, case)
    ).first()
    return Looked(*row) if row else None


def unmoved(
    connection: sa.Connection, user: str, moving: Container[str], differs: Callable[[str, str], bool]
) -> frozenset[str]:
    """The cases in which nothing is new since somebody looked.

    `moving`: files with something unsent; `differs`: (case, what was seen) -> whether it holds something else now.
    """
    rows = connection.exec_driver_sql(
        "SELECT l.record, c.root, l.mark, l.seen FROM looked l JOIN record c ON c.id = l.record WHERE l.user = ?",
        (user,),
    ).all()
    held: dict[str, str] = {}
    found = []
    for case, root, mark, seen in rows:
        if root not in held:
            held[root] = mark_of(connection, root)
        if (held[root] == mark and root not in moving) or not differs(case, seen):
            found.append(case)
    return frozenset(found)
