"""A centre over a database of the tests' own."""

from collections.abc import Iterator
from contextlib import contextmanager

from cicdesk.server.app import Centre, make_centre
from cicdesk.server.settings import Settings


@contextmanager
def centre_over(database: str, files: str = "") -> Iterator[Centre]:
    """The services over this database, prepared; closed afterwards. `files`: where it keeps files."""
    made = make_centre(Settings(database=database, files=files))
    made.prepare()
    try:
        yield made
    finally:
        made.close()
