"""Project profiles: which version holds for each project, and publishing a newer one from a file."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from cicdesk.base.clock import Clock
from cicdesk.base.i18n import _, language
from cicdesk.domain.indicators.report import may_plan
from cicdesk.domain.published_profiles import InForce
from cicdesk.domain.wall_time import wall
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.runner import Lane, Runner
from cicdesk.presenters.words import day_words
from cicdesk.schema.profiles import profiles
from cicdesk.schema.snapshot import Changes
from cicdesk.services.profiles.errors import ProfileRefused
from cicdesk.services.profiles.service import Draft

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One project and what holds for it."""

    code: str
    name: str
    version: str
    faults: tuple[str, ...]
    """What was published and cannot be used."""


class ProfilesView(Protocol):
    """What the presenter asks of its page."""

    def show_profiles(self, lines: Sequence[ProfileLine], today: dt.date, *, plans: bool) -> None:
        """Show them; `plans`: whether one may be published."""
        ...

    def tell(self, words: str) -> None:
        """Say that something is done."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class ProfilesPresenter:
    """Looks at what is in force, reads and writes files of profiles."""

    def __init__(
        self,
        view: ProfilesView,
        desk: Desk,
        runner: Runner,
        clock: Clock,
        publish: Callable[[Changes], object],
    ) -> None:
        self._view = view
        self._desk = desk
        self._runner = runner
        self._clock = clock
        self._publish = publish

    def load(self) -> None:
        """Show what holds today."""
        self._runner.start(self._view, self._desk.profiles.refresh, self._show, self._view.show_error)

    def changed(self, changes: Changes) -> None:
        """Something was written here or came from the centre."""
        if changes.everything or "project_profile" in changes.kinds:
            self.load()

    def save(self, code: str, path: Path) -> None:
        """Write the profile in force to a file, to make a newer one of."""
        desk = self._desk

        def done(_none: None) -> None:
            self._view.tell(_("The profile is saved: {file}").format(file=path.name))

        self._start(lambda: _write(path, desk.profiles.text_of(code)), done)

    def publish(self, code: str, version: str, valid_from: dt.date, path: Path) -> None:
        """Publish the profile that a file holds."""
        desk = self._desk

        def work() -> Changes:
            draft = Draft(code, version.strip() or path.stem, valid_from.isoformat(), _read(path))
            return desk.profiles.publish(draft)

        def done(changes: Changes) -> None:
            self._publish(changes)
            self._view.tell(
                _("The profile is published: {version}").format(version=version.strip() or path.stem)
            )
            self.load()

        self._start(work, done)

    def _start(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._runner.start(self._view, work, done, self._view.show_error, Lane.FILES)

    def _show(self, found: InForce) -> None:
        published = {each.code: each for each in found.records}
        lines = []
        for each in profiles():
            held = published.get(each.code)
            version = _("As shipped with the program")
            if held is not None:
                version = _("Version {version}, valid from {day}").format(
                    version=held.version, day=day_words(held.valid_from)
                )
            faults = tuple(
                _("Version {version} cannot be used: {fault}. What held before it holds on.").format(
                    version=refused.published.version, fault=refused.fault
                )
                for refused in found.refused
                if refused.published.code == each.code
            )
            lines.append(ProfileLine(each.code, each.name(language()), version, faults))
        today = wall(self._clock.now()).day
        self._view.show_profiles(lines, today, plans=may_plan(self._desk.role))


def _read(path: Path) -> str:
    """The text of a file; ProfileRefused where it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileRefused(fault=path.name) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ProfileRefused(fault=path.name) from error
