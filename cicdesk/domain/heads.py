"""How many are looked after, or may be: what the rules of care and of bookings count alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heads:
    """How many are looked after, or may be, by what they ask of whoever does."""

    tender: int = 0
    """Under one year, or with special needs."""
    small: int = 0
    """Under three years."""
    older: int = 0

    @property
    def all(self) -> int:
        """All of them together."""
        return self.tender + self.small + self.older

    def __add__(self, other: "Heads") -> "Heads":
        return Heads(self.tender + other.tender, self.small + other.small, self.older + other.older)

    def within(self, most: "Heads") -> bool:
        """Whether they are not more than may be together; the youngest among them sets the limit for everybody."""
        if self.tender:
            return self.all <= most.tender
        return self.all <= (most.small if self.small else most.older)
