"""The desktop without a window: JSON lines in, one JSON line out for each.

For automation, imports, and load and fault tests. It drives the same services, store and sync as the
windows. The passphrase comes from CICDESK_PASSPHRASE; a new profile is made with whatever it is.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import msgspec

from cicdesk.base.clock import SystemClock
from cicdesk.base.errors import CicdeskError, Fault, PersonError
from cicdesk.base.log import told
from cicdesk.base.paths import Home
from cicdesk.domain.pins import keeping_pins
from cicdesk.presenters.script_lines import (
    Answer,
    BadRequest,
    a_number,
    a_text,
    a_value,
    as_windows_keep,
    content_of,
    describe,
    failure,
    put_content,
    shown,
    some_values,
)
from cicdesk.schema.records import registry
from cicdesk.services.contact import need_contact
from cicdesk.services.desk import Desk
from cicdesk.services.errors import UnknownKind
from cicdesk.services.files import Content
from cicdesk.services.session import Session
from cicdesk.store.keys import WrongPassphrase, system_keystore
from cicdesk.store.keyslots import UnknownUser
from cicdesk.sync.errors import DeviceRevoked
from cicdesk.sync.exchange import Exchange
from cicdesk.sync.file_exchange import FileExchange
from cicdesk.sync.wish import Wish

FIRST_USER = "local"
"""Who works in a profile before it is enrolled."""


class NoPassphrase(PersonError):
    """CICDESK_PASSPHRASE is not set."""

    code = "no_passphrase"


class FileVerbs:
    """The verbs about files that belong to a person's file."""

    def __init__(self, desk: Desk, exchange: Exchange) -> None:
        self._files = desk.files
        self._exchange = FileExchange(desk.context.store, exchange, desk.context.clock, lambda: desk.user)

    def attach(self, asked: Mapping[str, Any]) -> Answer:
        """Add a file to a person's file, as it is."""
        path = Path(a_text(asked, "path"))
        given = {"person": a_text(asked, "person"), "title": path.name, **some_values(asked, "values")}
        made, _ = self._files.add(Content(content_of(path), path.name), given)
        return {"id": made.id, "sha256": made.values["sha256"], "size": made.values["size"]}

    def list(self, asked: Mapping[str, Any]) -> Answer:
        """Where the files of a person are."""
        found = self._files.of_person(a_text(asked, "person")).values()
        return {"files": [{"id": f.record, "where": f.where.value, "percent": f.percent} for f in found]}

    def sync(self, asked: Mapping[str, Any]) -> Answer:
        """One session of files, after the records; `want` names some to fetch."""
        wanted = asked.get("want", [])
        if not isinstance(wanted, list):
            raise BadRequest(reason="want")
        for each in wanted:
            self._files.want(str(each))
        done = self._exchange.run()
        return {
            "sent": done.sent, "fetched": done.fetched, "yielded": done.yielded, "requests": done.requests,
            "bytes_up": done.bytes_up, "bytes_down": done.bytes_down,
        }  # fmt: skip

    def save(self, asked: Mapping[str, Any]) -> Answer:
        """Write a readable copy of a file to disk, where nothing protects it any more."""
        data = self._files.content(a_text(asked, "id"))
        put_content(Path(a_text(asked, "path")), data)
        return {"size": len(data)}


class Script:
    """The verbs, over one open profile."""

    def __init__(self, session: Session, desk: Desk, passphrase: str, server: str) -> None:
        self._session = session
        self._desk = desk
        self._passphrase = passphrase
        self._server = server
        self._exchange = Exchange(desk.context.store, desk.context.clock)
        self.files = FileVerbs(desk, self._exchange)

    def answer(self, line: str) -> Answer:
        """The answer to one line; a failure is an answer too."""
        try:
            return {"ok": True, **self._do(line)}
        except CicdeskError as error:
            return failure(error)
        except Exception as error:  # the process goes on whatever happened  # noqa: BLE001
            sys.stderr.write(f"{told(error)}\n")
            return failure(Fault())

    def close(self) -> None:
        """Let go of connection and profile."""
        self._exchange.close()
        self._session.close()

    def _do(self, line: str) -> Answer:
        try:
            asked = msgspec.json.decode(line, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise BadRequest(reason="JSON") from None
        verb = VERBS.get(str(asked.get("do")))
        if verb is None:
            raise BadRequest(reason="do")
        if asked["do"] not in _IN_SILENCE:
            need_contact(self._desk.context, self._desk.home.settings)
        return verb(self, asked)

    def enrol(self, asked: Mapping[str, Any]) -> Answer:
        """Redeem a one-time code."""
        user, old, joins = a_text(asked, "user"), self._desk.user, self._desk.enrolled
        place = self._exchange.enrol(
            Wish(
                url=a_text(asked, "server", self._server),
                code=a_text(asked, "code"),
                user=user,
                old_user=old,
                ca_file=a_text(asked, "ca_file", ""),
                no_keyring=not self._session.has_keyring(),
                renames=not joins,
            )
        )
        if joins and user != old:
            self._session.add_user(user, user, self._passphrase, any_length=True)
            self._desk.placed(place, user)
        else:
            self._session.settle(place, self._passphrase)
        return {"device": place.device, "office": place.office}

    def kinds(self, _asked: Mapping[str, Any]) -> Answer:
        """What records there are and what they hold."""
        return {
            "kinds": {k: {"fields": {f.name: describe(f) for f in s.fields}} for k, s in registry().items()}
        }

    def create(self, asked: Mapping[str, Any]) -> Answer:
        """A new record."""
        kind = a_text(asked, "kind")
        made, _ = self._desk.records.create(kind, as_windows_keep(kind, some_values(asked, "values")))
        return {"id": made.id, "number": made.number}

    def edit(self, asked: Mapping[str, Any]) -> Answer:
        """Change fields of a record."""
        record, values = a_text(asked, "id"), some_values(asked, "values", needed=True)
        held = self._desk.records.get(record)
        written = keeping_pins(held.kind, held.values, as_windows_keep(held.kind, values))
        self._desk.records.edit(record, written)
        return {}

    def delete(self, asked: Mapping[str, Any]) -> Answer:
        """Delete a record."""
        self._desk.records.delete(a_text(asked, "id"), a_text(asked, "reason", ""))
        return {}

    def get(self, asked: Mapping[str, Any]) -> Answer:
        """One record."""
        return {"record": shown(self._desk.records.get(a_text(asked, "id")))}

    def list(self, asked: Mapping[str, Any]) -> Answer:
        """Records of a kind."""
        kind = a_text(asked, "kind")
        found = self._desk.records.list(kind, some_values(asked, "where"), a_number(asked, "limit", 100))
        if not found and kind not in registry():  # a newer laptop's records may be of kinds unknown here
            raise UnknownKind(kind=kind)
        return {"records": [shown(each) for each in found]}

    def find(self, asked: Mapping[str, Any]) -> Answer:
        """Records by anything one may know of them."""
        hits = self._desk.search.find(a_text(asked, "text"), a_number(asked, "limit", 20))
        return {"hits": [{"id": h.id, "kind": h.kind, "title": h.title, "why": h.why} for h in hits]}

    def resolve(self, asked: Mapping[str, Any]) -> Answer:
        """Decide between values that stand beside each other."""
        self._desk.records.resolve(a_text(asked, "id"), a_text(asked, "field"), a_value(asked, "value"))
        return {}

    def sync(self, _asked: Mapping[str, Any]) -> Answer:
        """One session with the server."""
        try:
            done = self._exchange.run()
        except DeviceRevoked:
            self._session.obey()
            raise
        self._desk.profiles_in_force()
        return {
            "pushed": done.pushed, "pulled": done.pulled, "conflicts": self._desk.outbox.badge().conflict,
            "refused": done.refused, "requests": done.requests, "bytes_up": done.bytes_up,
            "bytes_down": done.bytes_down, "seconds": round(done.seconds, 4),
        }  # fmt: skip

    def state(self, _asked: Mapping[str, Any]) -> Answer:
        """Where this profile stands towards the centre."""
        badge = self._desk.outbox.badge()
        return {
            "waiting": badge.waiting, "attention": badge.attention, "conflict": badge.conflict,
            "records": self._desk.outbox.count(), "digest": self._desk.outbox.digest(),
        }  # fmt: skip

    def outbox(self, _asked: Mapping[str, Any]) -> Answer:
        """Everything that is not at the centre yet, and why."""
        return {
            "entries": [
                {"id": e.id, "record": e.record, "kind": e.kind, "state": e.state, "why": e.why, "field": e.field,
                 "behind": e.behind}
                for e in self._desk.outbox.entries()
            ]
        }  # fmt: skip

    def send_again(self, asked: Mapping[str, Any]) -> Answer:
        """Let an edit that was set aside go with the next sync."""
        self._desk.handover.send_again(a_text(asked, "id"))
        return {}

    def hand_over(self, asked: Mapping[str, Any]) -> Answer:
        """Hand an edit that was set aside to the coordinator."""
        self._desk.handover.hand_over(a_text(asked, "id"), a_text(asked, "text", ""))
        return {}


VERBS: dict[str, Callable[[Script, Mapping[str, Any]], Answer]] = {
    "enrol": Script.enrol, "kinds": Script.kinds, "create": Script.create, "edit": Script.edit,
    "delete": Script.delete, "get": Script.get, "list": Script.list, "find": Script.find,
    "resolve": Script.resolve, "sync": Script.sync, "state": Script.state,
    "attach": lambda s, asked: s.files.attach(asked), "files": lambda s, asked: s.files.list(asked),
    "sync_files": lambda s, asked: s.files.sync(asked), "save_file": lambda s, asked: s.files.save(asked),
    "outbox": Script.outbox, "send_again": Script.send_again, "hand_over": Script.hand_over,
}  # fmt: skip


_IN_SILENCE = frozenset({"enrol", "kinds", "state", "sync", "sync_files"})
"""Verbs of a laptop that has been without the centre for too long: they tell nothing of anybody."""


def open_profile(home: Home, passphrase: str) -> tuple[Session, Desk]:
    """The profile in a folder, made if there is none, open for the first person whose passphrase it is."""
    if not passphrase:
        raise NoPassphrase
    session = Session(home, SystemClock(), system_keystore)
    try:
        if session.first_run:
            return session, session.create(
                FIRST_USER, FIRST_USER, passphrase, without_keyring=True, any_length=True
            )
        return session, _unlock_any(session, passphrase)
    except BaseException:
        session.close()
        raise


def _unlock_any(session: Session, passphrase: str) -> Desk:
    wrong: CicdeskError = UnknownUser()
    for tile in session.users():
        try:
            return session.unlock(tile.name, passphrase)
        except WrongPassphrase as error:
            wrong = error
    raise wrong


def run(script: Script, lines: TextIO, out: TextIO) -> None:
    """Answer every line until the last."""
    for line in lines:
        if line.strip():
            _say(out, script.answer(line))


def _say(out: TextIO, answer: Answer) -> None:
    out.write(msgspec.json.encode(answer).decode() + "\n")
    out.flush()


def main(arguments: list[str]) -> int:
    """The command `cicdesk script`."""
    parser = argparse.ArgumentParser(prog="cicdesk script", description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--server", default="")
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdin, sys.stdout):  # what is no text becomes a request that is refused, not the end
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        session, desk = open_profile(Home.at(chosen.home), os.environ.get("CICDESK_PASSPHRASE", ""))
    except CicdeskError as error:
        _say(sys.stdout, failure(error))
        return 1
    script = Script(session, desk, os.environ["CICDESK_PASSPHRASE"], chosen.server)
    try:
        run(script, sys.stdin, sys.stdout)
    finally:
        script.close()
    return 0
