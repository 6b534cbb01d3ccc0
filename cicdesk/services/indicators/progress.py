"""How far counting has come, told to whoever waits."""

from cicdesk.services.exporting.steps import Step, unwatched

_ALL = 1000


class Progress:
    """Shares of the work as steps; what the step raises ends the counting."""

    def __init__(self, step: Step = unwatched) -> None:
        self._step = step
        self._share = 0.0

    def look(self) -> None:
        """Ask whether anybody still waits."""
        self._step(round(self._share * _ALL), _ALL)

    def reach(self, share: float) -> None:
        """So much of the work is done, from 0 to 1."""
        self._share = max(self._share, min(1.0, share))
        self.look()
