"""What the windows of an unlocked profile work with besides its desk."""

from collections.abc import Callable
from dataclasses import dataclass

from cicdesk.base.clock import Clock
from cicdesk.base.settings import Settings
from cicdesk.gui.bus import ChangeBus
from cicdesk.gui.tasks import TaskRunner
from cicdesk.presenters.case_file import Missing
from cicdesk.presenters.courier import Carrier
from cicdesk.presenters.enrol import Joining
from cicdesk.presenters.file_lane import Files
from cicdesk.presenters.form_desk import FormDesk
from cicdesk.presenters.passphrase import Keys
from cicdesk.presenters.references import ReferenceChooser
from cicdesk.presenters.syncing import Engine


@dataclass(frozen=True, slots=True)
class Workshop:
    """Handed in by the composition root."""

    runner: TaskRunner
    bus: ChangeBus
    clock: Clock
    settings: Settings
    missing: Missing
    engine: Callable[[], Engine | None]
    """The exchange with the centre; None before the laptop has joined."""
    files: Callable[[], Files | None]
    """The lane of files; None before the laptop has joined."""
    enrol: Callable[[Joining], object]
    """Join the centre. Called in the network lane."""
    keys: Keys
    """The keys of whoever is working. Used in the lane of the database."""
    carrier: Carrier
    """Packages on sticks. Used in the network lane."""
    form_desk: FormDesk
    chooser: ReferenceChooser
