"""The line between a laptop and the centre: it loses, delays, repeats and cuts, as its dice say."""

import random
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from cicdesk.server.services.refusals import Refused as RefusedByCentre
from cicdesk.server.storage.engine import Busy
from cicdesk.sync.errors import BrokenAnswer, Refused, ServerBusy, TooSlow, Unreachable
from cicdesk.wire import codec
from cicdesk.wire.messages import Hello, HelloReply, Pull, PullReply, Push, PushReply, Salvage
from tests.simulation.headquarters import Headquarters
from tests.simulation.machine import PowerCut


@dataclass(frozen=True, slots=True)
class Stray:
    """A copy of a request that may still arrive."""

    centre: Headquarters
    device: str
    method: str
    message: Any

    def arrive(self) -> None:
        """Here it is. Nobody waits for the answer."""
        try:
            self.centre.answer(self.device, self.method, _copied(self.message))
        except (RefusedByCentre, Busy):
            return


def _copied(message: Any) -> Any:  # noqa: ANN401  any message
    return codec.decode(codec.encode(message), type(message))


@dataclass(slots=True)
class Line:
    """wire.api.SyncApi of one session."""

    centre: Headquarters
    device: str
    dice: random.Random | None
    """Without any, the line is perfect."""
    strays: list[Stray]
    count: Callable[[str], None]
    meanwhile: Callable[[], None]
    """What the rest of the world does while a request is under way."""

    def hello(self, message: Hello) -> HelloReply:
        """First contact."""
        return self._ask("hello", message)

    def push(self, message: Push) -> PushReply:
        """Hand in edits."""
        return self._ask("push", message)

    def pull(self, message: Pull) -> PullReply:
        """Ask for what is new; the answer may be short."""
        asked = _copied(message)
        asked.limit = self.dice.choice((1, 3, 2000)) if self.dice else 2000
        return self._ask("pull", asked)

    def salvage(self, message: Salvage) -> PushReply:
        """Give back what was lost."""
        return self._ask("salvage", message)

    def _ask(self, method: str, message: Any) -> Any:  # noqa: ANN401  any message and its answer
        if self.dice is None:
            return self._answer(method, message)
        self.meanwhile()
        self._lose_request(Stray(self.centre, self.device, method, _copied(message)), self.dice.random())
        reply = self._answer(method, message)
        self._lose_answer(reply, self.dice)
        return reply

    def _lose_request(self, stray: Stray, chance: float) -> None:
        if chance < 0.04:
            self.count("request lost")
            raise Unreachable(begun=True)
        if chance < 0.08:
            self.count("request late")
            self.strays.append(stray)
            raise TooSlow
        if chance < 0.12:
            self.count("request doubled")
            stray.arrive()
        elif chance < 0.16:
            self.count("request doubled, the copy late")
            self.strays.append(stray)
        elif chance < 0.18:
            self.count("power cut before the request")
            raise PowerCut
        elif chance < 0.20:
            self.count("request cut in mid-body")
            _cut(stray.message, chance * 50 - 9)
            raise Unreachable(begun=True)

    def _lose_answer(self, reply: Any, dice: random.Random) -> None:  # noqa: ANN401  any answer
        chance = dice.random()
        if chance < 0.05:
            self.count("answer lost")
            raise Unreachable(begun=True)
        if chance < 0.07:
            self.count("power cut before the answer")
            raise PowerCut
        if chance < 0.10:
            self.count("answer cut in mid-body")
            _cut(reply, dice.random())
            raise BrokenAnswer

    def _answer(self, method: str, message: Any) -> Any:  # noqa: ANN401  any message and its answer
        try:
            return _copied(self.centre.answer(self.device, method, _copied(message)))
        except RefusedByCentre as refused:
            raise Refused(error=int(refused.error), why=refused.why) from refused
        except Busy:
            self.count("centre died before its commit")
            raise ServerBusy(seconds=1) from None


def _cut(message: Any, part: float) -> None:  # noqa: ANN401  any message
    """Nobody takes the beginning of a message for a message."""
    body, encoding = codec.pack(codec.encode(message))
    piece = body[: int(len(body) * part)]
    try:
        codec.decode(codec.unpack(piece, encoding), type(message))
    except codec.Unreadable:
        return
    raise AssertionError(f"{len(piece)} of {len(body)} bytes passed for a whole {type(message).__name__}")


class OneThread:
    """In place of the engine's threads for the line: the dice say whether what is handed over is done at once or later.

    So one seed is one history however fast the machine is, and messages that are under way together arrive in either
    order.
    """

    def __init__(self, dice: random.Random, *_settings: object) -> None:
        self._dice = dice
        self._waiting: list[Deed] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._waiting:
            self._waiting.pop(0).do()

    def submit(self, deed: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """The deed, done or to be done by the time its result is asked for."""
        made = Deed(self, deed, arguments)
        if self._dice.random() < _AT_ONCE:
            made.do()
        else:
            self._waiting.append(made)
        return made

    def until(self, wanted: "Deed") -> None:
        """Do what waits, in some order, until that is done."""
        while not wanted.done():
            self._waiting.pop(self._dice.randrange(len(self._waiting))).do()


_AT_ONCE = 0.5


class Deed(Future[Any]):
    """Something to be done on the line."""

    def __init__(self, line: OneThread, deed: Callable[..., Any], arguments: tuple[object, ...]) -> None:
        super().__init__()
        self._line, self._deed, self._arguments = line, deed, arguments

    def do(self) -> None:
        """Do it now."""
        try:
            self.set_result(self._deed(*self._arguments))
        except Exception as error:  # noqa: BLE001  it is raised where its result is asked for
            self.set_exception(error)

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401  whatever the deed gives
        """What came of it."""
        self._line.until(self)
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What went wrong with it."""
        self._line.until(self)
        return super().exception(timeout)
