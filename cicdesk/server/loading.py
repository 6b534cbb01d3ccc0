"""What a worker loads before it serves.

Much of the shared code is loaded where it is first used, so that a desktop starts at once. In a server that would be
the first push after the start: it would wait, and a program whose files are replaced at that moment, by an update,
would answer it with a fault.
"""

from importlib import import_module

from cicdesk.domain.wall_time import zone
from cicdesk.schema.records import registry
from cicdesk.schema.shapes import check_shape

_NEEDED = (
    "_strptime",  # the standard library loads it at the first date that is read, and two threads trip over that
    "cryptography.exceptions",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "joserfc.errors",
    "joserfc.jwk",
    "joserfc.jws",
    "pyrage",
)


def load_everything() -> None:
    """From now on no answer needs anything of the program's files."""
    for name in _NEEDED:
        import_module(name)
    zone()
    for kind in registry():
        check_shape(kind, {})
