"""The line between a laptop and the centre: it loses, delays, repeats and cuts, as its dice say."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cicdesk.server.services.refusals import Refused as RefusedByCentre
from cicdesk.sync.errors import Refused, TooSlow, Unreachable
from cicdesk.wire import codec
from cicdesk.wire.messages import Hello, HelloReply, Pull, PullReply, Push, PushReply, Salvage
from tests.simulation.machine import PowerCut
from tests.support.devices import DirectApi


@dataclass(frozen=True, slots=True)
class Stray:
    """A copy of a request that may still arrive."""

    api: DirectApi
    method: str
    message: Any

    def arrive(self) -> None:
        """Here it is. Nobody waits for the answer."""
        try:
            getattr(self.api, self.method)(_copied(self.message))
        except RefusedByCentre:
            return


def _copied(message: Any) -> Any:  # noqa: ANN401  any message
    return codec.decode(codec.encode(message), type(message))


@dataclass(slots=True)
class Line:
    """wire.api.SyncApi of one session."""

    api: DirectApi
    dice: random.Random | None
    """Without any, the line is perfect."""
    strays: list[Stray]
    count: Callable[[str], None]
    meanwhile: Callable[[bool], None]
    """What the rest of the world does while a request is under way; whether the laptop itself is at rest."""
    home: int = field(default_factory=threading.get_ident)

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
        self.meanwhile(threading.get_ident() == self.home)
        stray = Stray(self.api, method, _copied(message))
        chance = self.dice.random()
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
        reply = self._answer(method, message)
        self._lose_answer(self.dice.random())
        return reply

    def _lose_answer(self, chance: float) -> None:
        if chance < 0.06:
            self.count("answer lost")
            raise Unreachable(begun=True)
        if chance < 0.08:
            self.count("power cut before the answer")
            raise PowerCut

    def _answer(self, method: str, message: Any) -> Any:  # noqa: ANN401  any message and its answer
        try:
            return _copied(getattr(self.api, method)(_copied(message)))
        except RefusedByCentre as refused:
            raise Refused(error=int(refused.error), why=refused.why) from refused
