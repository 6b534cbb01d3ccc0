"""The book of the story: what was done, what each laptop held before and after, how long it took, pictures."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from cicdesk.story.picture import Picture

State = Mapping[str, Any]
"""What one laptop holds: the badge's word and counts, records by kind, the digest."""


@dataclass(slots=True)
class Step:
    """One thing that happened."""

    name: str
    title: str
    device: str
    network: bool
    before: Mapping[str, State]
    after: Mapping[str, State] = field(default_factory=dict)
    milliseconds: int = 0
    picture: str = ""
    failed: str = ""


class Book:
    """Keeps the steps in order and writes them down, the failed one as well."""

    def __init__(
        self, folder: Path, look: Callable[[], Mapping[str, State]], say: Callable[[str], None]
    ) -> None:
        self.folder = folder
        self.steps: list[Step] = []
        self.facts: dict[str, Any] = {}
        self.pictures: dict[str, Picture] = {}
        self._look = look
        self._say = say
        self._begun = time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("[0-9][0-9]-*.png"), folder / "story.json"):
            old.unlink(missing_ok=True)

    @contextmanager
    def step(self, name: str, title: str, device: str, *, network: bool = True) -> Iterator[Step]:
        """Measure what happens inside; an error inside is written down and goes on."""
        step = Step(name, title, device, network, before=self._look())
        self.steps.append(step)
        begun = time.perf_counter()
        try:
            yield step
        except Exception as error:
            step.failed = str(error) or type(error).__name__
            self._say(f"  {len(self.steps):2}  FAILED  {title}: {step.failed}")
            raise
        finally:
            step.milliseconds = round((time.perf_counter() - begun) * 1000)
        step.after = self._look()
        self._say(f"  {len(self.steps):2}  {step.milliseconds:5} ms  {device}  {title}")

    def picture(self, step: Step, window: QWidget) -> None:
        """Keep how the window looks now as the step's picture."""
        step.picture = f"{len(self.steps):02}-{step.name}.png"
        taken = Picture.of(window)
        self.pictures[step.name] = taken
        taken.save(self.folder / step.picture)

    def write(self, *, failed: str = "") -> Path:
        """Write `story.json`."""
        told = {
            "ok": not failed,
            "failed": failed,
            "seconds": round(time.monotonic() - self._begun, 2),
            **self.facts,
            "steps": [_told(number, step) for number, step in enumerate(self.steps, 1)],
        }
        path = self.folder / "story.json"
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path


def _told(number: int, step: Step) -> dict[str, Any]:
    return {
        "step": number,
        "name": step.name,
        "title": step.title,
        "device": step.device,
        "network": step.network,
        "milliseconds": step.milliseconds,
        "picture": step.picture,
        "before": step.before,
        "after": step.after,
        **({"failed": step.failed} if step.failed else {}),
    }
