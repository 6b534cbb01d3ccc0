"""A measured figure beside what it is held against."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `most` is the promise, in the same unit."""

    name: str
    measured: float
    unit: str
    most: float
    floor: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool:
        """Whether the promise holds."""
        return self.measured <= self.most

    def as_json(self) -> dict[str, object]:
        """For other programs."""
        return {**asdict(self), "reached": self.reached}


def percentile(values: list[float], share: float) -> float:
    """The value below which so large a share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(figures: list[Figure]) -> str:
    """All figures as lines."""
    lines = [f"{'figure':58} {'measured':>12} {'promise':>12} {'floor':>12}"]
    for each in figures:
        floor = f"{each.floor:.4g}" if each.floor is not None else "-"
        lines.append(
            f"{each.name:58} {each.measured:>9.4g} {each.unit:2} {each.most:>9.4g} {each.unit:2} {floor:>12}"
            f"{'' if each.reached else '   NOT REACHED'}{'   ' + each.note if each.note else ''}"
        )
    return "\n".join(lines) + "\n"
