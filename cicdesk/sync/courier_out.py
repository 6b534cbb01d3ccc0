"""Everything a session would send, as one package."""

import base64
from dataclasses import dataclass

import msgspec

from cicdesk.schema.records import SCHEMA
from cicdesk.store import courier, meta, pending
from cicdesk.store.courier import Carried
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Place
from cicdesk.store.pending import Waiting
from cicdesk.store.store import Store
from cicdesk.sync import holders, salvage
from cicdesk.sync.errors import NoCourier, NotEnrolled
from cicdesk.sync.pushing import as_carried
from cicdesk.wire import codec, packages
from cicdesk.wire.courier import Asked
from cicdesk.wire.messages import CourierKey
from cicdesk.wire.packages import Label

EDITS = 20_000
"""In a package at the most; what is left waits for the next one."""
BYTES = 24 << 20
_VERSIONS = 5_000


@dataclass(frozen=True, slots=True)
class Made:
    """A package that is not written anywhere yet."""

    label: Label
    data: bytes
    note: Carried
    left: int
    """Changes that did not fit."""


def make(store: Store, now: int) -> Made:
    """A package with all that waits; NoCourier before the laptop has learnt the centre's key."""
    most, size = EDITS, BYTES
    while True:
        try:
            return _make(store, now, most, size)
        except packages.TooFull:
            most, size = most // 2, size // 2


def _make(store: Store, now: int, most: int, size: int) -> Made:
    identity, recipient = packages.new_seal()
    name = packages.new_package_id()
    with store.read() as connection:
        place, centre = _parties(connection)
        batch = pending.next_batch(connection, 0, most, size)
        asked, note = _asked(connection, batch, Carried(id=name, at=now, key=identity, upto=0, changes=0))
        waiting = pending.counts(connection).get("pending", 0)
    asked.device, asked.answer_to = place.device, recipient
    label = Label(kind=packages.ASK, server=packages.server_id(centre), device=place.device, id=name, at=now)
    data = packages.make(label, codec.encode(asked), centre.seal, base64.b64decode(place.signing_key))
    return Made(label, data, note, waiting - len(batch))


def _parties(connection: Connection) -> tuple[Place, CourierKey]:
    place, centre = meta.load_place(connection), courier.load(connection).centre
    if not place.device:
        raise NotEnrolled
    if centre is None:
        raise NoCourier
    return place, centre


def _asked(connection: Connection, batch: list[Waiting], bare: Carried) -> tuple[Asked, Carried]:
    """The question, and what has to be remembered of it."""
    progress = meta.load_progress(connection)
    given = salvage.waiting(connection, _VERSIONS) if progress.stage == 1 else []
    asked = Asked(
        device="",
        package=bare.id,
        answer_to="",
        schema=SCHEMA,
        epoch=progress.epoch,
        known=progress.known,
        muts=[as_carried(each) for each in batch],
        ids=[each.id for each in batch],
        versions=[version for _, version in given],
        places=[n for n, _ in given],
        cursors=holders.cursors(connection),
        want=meta.load_wanted(connection),
    )
    note = msgspec.structs.replace(
        bare,
        upto=batch[-1].n if batch else 0,
        changes=len(batch),
        epoch=progress.epoch,
        known=progress.known,
        gen=progress.gen,
    )
    return asked, note
