"""The server's composition root: everything is made here, once, and handed to who needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from litestar import Litestar

from cicdesk.base.clock import Clock, SystemClock
from cicdesk.server.duplicates_watch import DuplicatesWatch
from cicdesk.server.metrics import Metrics
from cicdesk.server.routes.blobs import blob_routes
from cicdesk.server.routes.courier import courier_routes
from cicdesk.server.routes.enrol import enrol_routes
from cicdesk.server.routes.exchange import Exchange
from cicdesk.server.routes.health import health_routes
from cicdesk.server.routes.sync import sync_routes
from cicdesk.server.services import courier_keys
from cicdesk.server.services.blobs import BlobService
from cicdesk.server.services.courier import CourierService
from cicdesk.server.services.directory import DirectoryService
from cicdesk.server.services.duplicates import DuplicatesService
from cicdesk.server.services.enrol import EnrolService
from cicdesk.server.services.erasure import ErasureService, Ledger
from cicdesk.server.services.identity import IdentityService
from cicdesk.server.services.sync import SyncService
from cicdesk.server.settings import Settings
from cicdesk.server.storage import schema
from cicdesk.server.storage.engine import Busy, Database
from cicdesk.server.storage.vault import open_vault


@dataclass(frozen=True, slots=True)
class Centre:
    """Everything the server can do, without HTTP."""

    settings: Settings
    database: Database
    sync: SyncService
    identity: IdentityService
    enrol: EnrolService
    directory: DirectoryService
    erasure: ErasureService
    blobs: BlobService
    courier: CourierService
    duplicates: DuplicatesService

    def ready(self) -> bool:
        """Whether the database answers and is as this version expects it."""
        try:
            return schema.at_head(self.database)
        except Busy:
            return False

    def prepare(self) -> None:
        """Before the doors open: structure, cluster, and erasures that a restore may have undone."""
        schema.migrate(self.database)
        self.erasure.replay()
        self.blobs.sweep()

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()


def make_centre(settings: Settings, clock: Clock | None = None) -> Centre:
    """The services over one database."""
    time = clock or SystemClock()
    database = Database(settings)
    blobs = BlobService(database, open_vault(settings), time, settings.largest_file)
    keys = courier_keys.load_or_make(settings.courier_keys) if settings.courier_keys else None
    public = keys.public if keys else None
    sync = SyncService(database, settings, time, public)
    return Centre(
        settings=settings,
        database=database,
        sync=sync,
        identity=IdentityService(database, settings, time),
        enrol=EnrolService(database, settings, time, public),
        directory=DirectoryService(database, time),
        erasure=ErasureService(database, Ledger(settings.ledger), time, blobs.destroy_gone),
        blobs=blobs,
        courier=CourierService(database, settings, time, sync, keys),
        duplicates=DuplicatesService(database),
    )


def make_app(centre: Centre) -> Litestar:
    """The web application over these services; it closes them when it stops."""
    metrics = Metrics()
    exchange = Exchange(centre.identity, centre.settings, metrics)

    watch = DuplicatesWatch(centre.duplicates)
    centre.sync.noted = watch.wake

    @asynccontextmanager
    async def whole_life(_app: Litestar) -> AsyncIterator[None]:
        watch.start()
        yield
        await asyncio.to_thread(watch.stop)
        exchange.close()
        centre.close()

    return Litestar(
        [
            *sync_routes(exchange, centre.sync),
            *courier_routes(exchange, centre.courier),
            *blob_routes(exchange, centre.identity, centre.blobs),
            *enrol_routes(exchange, centre.identity, centre.enrol),
            *health_routes(centre.ready, metrics),
        ],
        lifespan=[whole_life],
        openapi_config=None,
        logging_config=None,
        debug=False,
        request_max_body_size=None,
    )
