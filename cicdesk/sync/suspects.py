"""Finding the one edit for which a server refuses whole messages: half as many at a time, until it stands alone."""

from dataclasses import dataclass


@dataclass(slots=True)
class Suspects:
    """How many of the next edits in the outbox the bad one is among; none while nothing was refused."""

    left: int = 0

    def __bool__(self) -> bool:
        """Whether one is being looked for."""
        return self.left > 0

    def at_most(self, usual: int) -> int:
        """How many edits the next message may hold."""
        return min(usual, max(1, self.left // 2)) if self.left else usual

    def among(self, refused: int) -> None:
        """A message with so many was refused."""
        self.left = refused

    def cleared(self, sent: int) -> None:
        """So many were answered, or the bad one was found."""
        self.left = max(0, self.left - sent)
