"""Who still lacks what for the reports: judged once and kept, so that a list of fifty thousand people opens at once.

What is written or comes from the centre only marks the person, by triggers that no way into the file can forget;
a person is judged again before the next look.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

_RULES = "judged_by"


@dataclass(frozen=True, slots=True)
class Where:
    """Which people are meant; empty for all."""

    project: str = ""
    office: str = ""
    who: str = ""
    """Who can ask them."""


@dataclass(frozen=True, slots=True)
class Due:
    """A person to be judged."""

    n: int
    root: str
    document: str
    sort: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person lacks; `fields` empty for nothing."""

    n: int
    project: str
    office: str
    sort: str
    fields: Sequence[str]
    who: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A person on the list."""

    n: int
    id: str
    title: str
    number: str
    project: str
    office: str
    fields: Sequence[str]
    who: Sequence[str]


def judge_by(connection: sa.Connection, rules: str) -> None:
    """Judge everybody again if the rules are others than those that people were judged by."""
    held = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (_RULES,)).scalar()
    if held == rules:
        return
    connection.exec_driver_sql("INSERT OR IGNORE INTO unjudged SELECT n FROM record WHERE kind = 'person'")
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (_RULES, rules))


def rules_of(connection: sa.Connection) -> str:
    """The rules that people were judged by."""
    return str(connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (_RULES,)).scalar() or "")


def waiting(connection: sa.Connection) -> int:
    """How many people are still to be judged."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM unjudged").scalar_one())


def due(connection: sa.Connection, most: int) -> list[Due]:
    """The next people to be judged. Who is gone meanwhile or never was a living person is let go of."""
    found: list[Due] = []
    while not found and (piece := _next(connection, most)):
        marks = ",".join("?" * len(piece))
        living = f"(SELECT n FROM record WHERE n IN ({marks}) AND kind = 'person' AND deleted = 0)"  # noqa: S608  placeholders
        for table in ("lacking", "unjudged"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE n IN ({marks}) AND n NOT IN {living}",  # noqa: S608  fixed names
                (*piece, *piece),
            )
        rows = connection.exec_driver_sql(
            "SELECT n, id, coalesce(shown, data), sort, changed_by FROM record"  # noqa: S608  placeholders
            f" WHERE n IN ({marks}) AND kind = 'person' AND deleted = 0 ORDER BY n",
            piece,
        )
        found = [Due(*row) for row in rows]
    return found


def _next(connection: sa.Connection, most: int) -> tuple[int, ...]:
    """Only the piece at hand is looked at: with a hundred thousand waiting, all of them at each piece take seconds."""
    rows = connection.exec_driver_sql("SELECT n FROM unjudged ORDER BY n LIMIT ?", (most,))
    return tuple(n for (n,) in rows)


def participations(connection: sa.Connection, roots: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """The participations of these people: the person, the id, the document."""
    return connection.exec_driver_sql(
        "SELECT root, id, coalesce(shown, data) FROM record"  # noqa: S608  placeholders
        f" WHERE root IN ({','.join('?' * len(roots))}) AND kind = 'participation' AND deleted = 0 ORDER BY id",
        tuple(roots),
    ).all()


def write(connection: sa.Connection, judged: Sequence[Judged], encode: Any) -> None:  # noqa: ANN401  an encoder
    """Keep what these people lack, in place of what was kept before."""
    if not judged:
        return
    keys = [(each.n,) for each in judged]
    for table in ("asking", "unjudged"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE n = ?", keys)  # noqa: S608  fixed names
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO lacking (n, project, office, sort, count, fields) VALUES (?, ?, ?, ?, ?, ?)",
        [(j.n, j.project, j.office, j.sort, len(j.fields), encode(j.fields)) for j in judged],
    )
    asked = [(who, each.n) for each in judged if each.fields for who in each.who]
    if asked:
        connection.exec_driver_sql("INSERT OR IGNORE INTO asking (who, n) VALUES (?, ?)", asked)


def keys(connection: sa.Connection, where: Where) -> "array[int]":
    """The row keys of those who lack something, those nearest to being complete first."""
    condition, arguments = _condition(where)
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(
        f"SELECT n FROM lacking WHERE count > 0{condition} ORDER BY count, sort",  # noqa: S608  fixed SQL
        arguments,
    ).fetchall()
    return array("q", (n for (n,) in rows))


def count(connection: sa.Connection, where: Where) -> int:
    """How many lack something."""
    condition, arguments = _condition(where)
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM lacking WHERE count > 0{condition}",  # noqa: S608  fixed SQL
        arguments,
    )
    return int(found.scalar_one())


def choices(connection: sa.Connection, column: str) -> list[str]:
    """What can be chosen between: the projects or offices of those who lack something, or who can ask them."""
    table = "asking" if column == "who" else "lacking"
    rest = "" if column == "who" else " WHERE count > 0"
    rows = connection.exec_driver_sql(f"SELECT DISTINCT {column} FROM {table}{rest} ORDER BY 1")  # noqa: S608  fixed names
    return [str(value) for (value,) in rows]


def lines(connection: sa.Connection, wanted: Sequence[int], decode: Any) -> list[Line]:  # noqa: ANN401  a decoder
    """The lines of these keys in the same order; who lacks nothing any more is left out."""
    marks = ",".join("?" * len(wanted))
    who: dict[int, list[str]] = {}
    for name, n in connection.exec_driver_sql(
        f"SELECT who, n FROM asking WHERE n IN ({marks}) ORDER BY who",  # noqa: S608  placeholders
        tuple(wanted),
    ):
        who.setdefault(n, []).append(name)
    found = {
        n: Line(n, record, title, number, project, office, tuple(decode(fields)), tuple(who.get(n, ())))
        for n, record, title, number, project, office, fields in connection.exec_driver_sql(
            "SELECT l.n, r.id, r.title, r.number, l.project, l.office, l.fields FROM lacking l"  # noqa: S608  placeholders
            f" JOIN record r ON r.n = l.n WHERE l.count > 0 AND l.n IN ({marks})",
            tuple(wanted),
        )
    }
    return [found[key] for key in wanted if key in found]


def _condition(where: Where) -> tuple[str, tuple[str, ...]]:
    parts = [
        (f" AND {column} = ?", value)
        for column, value in (("project", where.project), ("office", where.office))
        if value
    ]
    if where.who:
        parts.append((" AND n IN (SELECT n FROM asking WHERE who = ?)", where.who))
    return "".join(sql for sql, _value in parts), tuple(value for _sql, value in parts)
