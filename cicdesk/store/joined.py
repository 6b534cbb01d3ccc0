"""Files that are shown as one: which decisions stand here, and what is shown of the records that they concern.

Nothing that the server has is changed by it. Like everything that is shown it is made from the server's copies and
the outbox, whichever of them came first; `rebuild` makes it anew.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec
import sqlalchemy as sa

from cicdesk.domain.merging.decisions import KIND, Decision, decision_of
from cicdesk.domain.merging.standing import top_of
from cicdesk.schema.records import registry
from cicdesk.schema.snapshot import Rival
from cicdesk.schema.values import Value
from cicdesk.store import pending
from cicdesk.store.copies import SHOWN_COLUMNS, bases, chunks, mark_unindexed, marks, shown_columns
from cicdesk.store.merged import Family, family_from, rivals_in, shown_of
from cicdesk.store.projection import Base, Unsent, document_shown, project

_HANGS_ON = ("case", "participation", "appointment", "request", "about", "answered_to")
"""Fields that name what a record is about."""
PART = 2
"""Stands in the column `deleted` of a file that became part of another: no list and no search shows it."""


def follow(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Bring what is shown of joined files up to date after these records were written."""
    touched = list(ids)
    if not touched or not _any(connection):
        return
    told, parted = _note_merges(connection, touched)
    moved = parted | _settle_all(connection, told | _named(connection, touched))
    _show_inside(connection, _inside(connection, touched), _in_files(connection, moved))


def before_drop(connection: sa.Connection, column: str, names: Sequence[str]) -> frozenset[str]:
    """The people whom it concerns that these files (`root`), or records (`id`), leave the laptop."""
    if not _any(connection):
        return frozenset()
    rows = connection.exec_driver_sql(
        f'SELECT j.survivor, j.absorbed FROM record r JOIN joined j ON r.id IN (j."merge", j.survivor, j.absorbed)'  # noqa: S608  placeholders
        f" WHERE r.{column} IN ({marks(len(names))})",
        tuple(names),
    )
    return frozenset(person for pair in rows for person in pair)


def after_drop(connection: sa.Connection, people: AbstractSet[str]) -> None:
    """They left: those who stay are shown by themselves again."""
    if people:
        connection.exec_driver_sql(
            'DELETE FROM joined WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.id = joined."merge")'
        )
        _show_inside(connection, _in_files(connection, people | _settle_all(connection, people)))


def forget(connection: sa.Connection) -> None:
    """Before everything is made anew."""
    connection.exec_driver_sql("DELETE FROM joined")


def survivor_of(connection: sa.Connection, person: str) -> str:
    """The file in which a person is shown; their own where it is part of no other."""
    row = connection.exec_driver_sql(
        "SELECT top FROM joined WHERE absorbed = ? AND stands = 1", (person,)
    ).first()
    return str(row[0]) if row else person


def members(connection: sa.Connection, person: str) -> list[str]:
    """The files that are shown in this person's, the own one first."""
    rows = connection.exec_driver_sql(
        "SELECT absorbed FROM joined WHERE top = ? AND stands = 1 ORDER BY absorbed", (person,)
    )
    return [person, *(absorbed for (absorbed,) in rows)]


def survivors(connection: sa.Connection, roots: Iterable[str]) -> dict[str, str]:
    """Of those of these files that are part of another one: which."""
    found: dict[str, str] = {}
    if not _any(connection):
        return found
    for part in chunks(dict.fromkeys(roots)):
        rows = connection.exec_driver_sql(
            f"SELECT absorbed, top FROM joined WHERE stands = 1 AND absorbed IN ({marks(len(part))})",  # noqa: S608  placeholders
            tuple(part),
        )
        found.update((absorbed, top) for absorbed, top in rows)
    return found


def family_of(connection: sa.Connection, person: str) -> Family | None:
    """The files that are shown as one with this person's; None where it stands alone."""
    if not _any(connection):
        return None
    group = _group(connection, person)
    return _load(connection, group) if len(group) > 1 else None


def document(connection: sa.Connection, copy: Base, unsent: Sequence[Unsent]) -> dict[str, Value]:
    """A record's document as shown, with what other files lend it, and in the file in which it is shown."""
    plain = document_shown(copy, unsent)
    if copy.id != copy.root:
        return belonging(copy, plain, survivors(connection, (copy.root,)).get(copy.root, ""))
    family = family_of(connection, copy.id) if copy.kind == "person" else None
    return {**plain, **family.shown(copy.id).document()} if family and family.parts(copy.id) else plain


def beside(connection: sa.Connection, copy: Base, written: Mapping[str, Value]) -> dict[str, Value]:
    """What else an edit of a person has to write, so that it holds for what other files lend as well."""
    family = family_of(connection, copy.id) if copy.kind == "person" else None
    if family is None or not family.parts(copy.id):
        return {}
    twins = family.twins(copy.id, written)
    return {**twins, **family.over(copy.id, (*written, *twins))}


def file_for(connection: sa.Connection, root: str, values: Mapping[str, Value]) -> str:
    """The file in which a new record about a person lies.

    What hangs on a case of a file that became part of another lies there, so that it goes with it when they part.
    """
    if not _any(connection):
        return root
    top = survivor_of(connection, root)
    named = [str(values[name]) for name in _HANGS_ON if values.get(name)]
    for copy in bases(connection, named).values():
        if copy.root != top and survivor_of(connection, copy.root) == top:
            return copy.root
    return top


def asking(connection: sa.Connection, person: str) -> dict[str, tuple[Rival, ...]] | None:
    """The fields with several values in a file that others became part of; None where it is none."""
    family = family_of(connection, person)
    return rivals_in(family.shown(person)) if family and family.parts(person) else None


def _any(connection: sa.Connection) -> bool:
    found = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM record WHERE kind = ?) OR EXISTS (SELECT 1 FROM joined)", (KIND,)
    )
    return bool(found.scalar_one())


def _note_merges(connection: sa.Connection, touched: Sequence[str]) -> tuple[set[str], set[str]]:
    """Keep the table of decisions as the records say; the people whom that concerns, and those who stand alone now."""
    people: set[str] = set()
    parted: set[str] = set()
    for part in chunks(touched):
        rows = connection.exec_driver_sql(
            f"SELECT id FROM record WHERE kind = ? AND id IN ({marks(len(part))})",  # noqa: S608  placeholders
            (KIND, *part),
        )
        merges = [merge for (merge,) in rows]
        if not merges:
            continue
        old = connection.exec_driver_sql(
            f'SELECT "merge", survivor, absorbed, top FROM joined WHERE "merge" IN ({marks(len(merges))})',  # noqa: S608  placeholders
            tuple(merges),
        ).all()
        people.update(person for _merge, *pair, _top in old for person in pair)
        told = _decisions(connection, merges)
        gone = [row for row in old if row[0] not in told]
        parted.update(absorbed for _merge, _survivor, absorbed, top in gone if top)
        if gone:
            connection.exec_driver_sql('DELETE FROM joined WHERE "merge" = ?', [(row[0],) for row in gone])
        for each in told.values():
            connection.exec_driver_sql(
                'INSERT OR IGNORE INTO joined ("merge", survivor, absorbed) VALUES (?,?,?)',
                (each.merge, each.survivor, each.absorbed),
            )
            people.update((each.survivor, each.absorbed))
    return people, parted


def _decisions(connection: sa.Connection, merges: Iterable[str]) -> dict[str, Decision]:
    """What these records decide; nothing of those that were deleted or that the centre would not take."""
    listed = list(merges)
    unsent = pending.unsent_of(connection, listed)
    found: dict[str, Decision] = {}
    for each in bases(connection, listed).values():
        edits = unsent.get(each.id, ())
        told = decision_of(each.id, document_shown(each, edits))
        if told and not any(u.parked for u in edits) and not project(each, edits).deleted:
            found[each.id] = told
    return found


def _named(connection: sa.Connection, touched: Sequence[str]) -> set[str]:
    """Those of these records that a decision names."""
    found: set[str] = set()
    for column in ("survivor", "absorbed"):
        for part in chunks(touched):
            rows = connection.exec_driver_sql(
                f"SELECT {column} FROM joined WHERE {column} IN ({marks(len(part))})",  # noqa: S608  fixed names
                tuple(part),
            )
            found.update(person for (person,) in rows)
    return found


def _inside(connection: sa.Connection, touched: Sequence[str]) -> list[str]:
    """Those of these records that lie in a file which is part of another."""
    found: list[str] = []
    for part in chunks(touched):
        rows = connection.exec_driver_sql(
            "SELECT r.id FROM record r JOIN joined j ON j.absorbed = r.root AND j.stands = 1"  # noqa: S608  placeholders
            f" WHERE r.id <> r.root AND r.id IN ({marks(len(part))})",
            tuple(part),
        )
        found += [record for (record,) in rows]
    return found


def _in_files(connection: sa.Connection, roots: Iterable[str]) -> list[str]:
    found: list[str] = []
    for root in sorted(roots):
        rows = connection.exec_driver_sql("SELECT id FROM record WHERE root = ? AND id <> root", (root,))
        found += [record for (record,) in rows]
    return found


def _group(connection: sa.Connection, person: str) -> frozenset[str]:
    """Everybody whom decisions link with a person, at however many hands."""
    found, new = {person}, [person]
    while new:
        each = new.pop()
        rows = connection.exec_driver_sql(
            "SELECT survivor, absorbed FROM joined WHERE survivor = ? OR absorbed = ?", (each, each)
        )
        fresh = {other for pair in rows for other in pair} - found
        found |= fresh
        new += fresh
    return frozenset(found)


def _load(connection: sa.Connection, group: Collection[str]) -> Family:
    listed = sorted(group)
    copies = bases(connection, listed)
    unsent = pending.unsent_of(connection, listed)
    rows = connection.exec_driver_sql(
        f'SELECT "merge" FROM joined WHERE survivor IN ({marks(len(listed))})',  # noqa: S608  placeholders
        tuple(listed),
    )
    decisions = _decisions(connection, [merge for (merge,) in rows])
    return family_from(copies, unsent, decisions.values())


def _settle_all(connection: sa.Connection, people: Iterable[str]) -> set[str]:
    """Decide anew which decisions about these people stand, and show it; the files of which that is another now."""
    done: set[str] = set()
    moved: set[str] = set()
    for person in sorted(people):
        if person not in done:
            group = _group(connection, person)
            done |= group
            moved |= _settle(connection, group)
    return moved


def _settle(connection: sa.Connection, group: Collection[str]) -> set[str]:
    family = _load(connection, group)
    listed = sorted(group)
    rows = connection.exec_driver_sql(
        f'SELECT "merge", absorbed, top FROM joined WHERE absorbed IN ({marks(len(listed))})',  # noqa: S608  placeholders
        tuple(listed),
    ).all()
    before = {absorbed: top for _merge, absorbed, top in rows if top}
    after = {person: top_of(person, family.stands) for person in family.stands}
    standing_ones = {each.merge for each in family.stands.values()}
    told = [(int(m in standing_ones), after[a] if m in standing_ones else "", m) for m, a, _top in rows]
    if told:
        connection.exec_driver_sql('UPDATE joined SET stands = ?, top = ? WHERE "merge" = ?', told)
    for person, copy in family.copies.items():
        columns = list(shown_columns(shown_of(family, copy)))
        if person in family.stands:
            columns[SHOWN_COLUMNS.index("deleted")] = PART
        _store(connection, copy, columns)
    return {person for person in group if before.get(person) != after.get(person)}


def _show_inside(connection: sa.Connection, *lists: Sequence[str]) -> None:
    """Show records of a file that is part of another as records of that one."""
    listed = list(dict.fromkeys(record for each in lists for record in each))
    for part in chunks(listed):
        copies, unsent = bases(connection, part), pending.unsent_of(connection, part)
        tops = survivors(connection, {each.root for each in copies.values()})
        for each in copies.values():
            shown = project(each, unsent.get(each.id, ()))
            document = shown.document if shown.document is not None else each.data
            told = belonging(each, document, tops.get(each.root, ""))
            shown = msgspec.structs.replace(shown, document=None if told is each.data else told)
            _store(connection, each, shown_columns(shown))


def belonging(copy: Base, document: dict[str, Value], top: str) -> dict[str, Value]:
    """A record's document with the file in which it is shown in place of the one in which it lies."""
    spec = registry().get(copy.kind)
    field = spec.root_field if spec and copy.kind != KIND else ""
    return {**document, field: top} if top and field and document.get(field) == copy.root else document


def _store(connection: sa.Connection, copy: Base, columns: Sequence[Any]) -> None:
    assignments = ", ".join(f"{name} = ?" for name in SHOWN_COLUMNS)
    connection.exec_driver_sql(
        f"UPDATE record SET {assignments} WHERE id = ?",  # noqa: S608  fixed names
        (*columns, copy.id),
    )
    mark_unindexed(connection, [copy.id])
