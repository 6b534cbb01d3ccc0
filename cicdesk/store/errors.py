"""What can go wrong with the file, and how SQLite's numbers become it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2 as sqlcipher

from cicdesk.base.errors import Fault, PersonError, SurroundingsError

_BUSY, _LOCKED, _IO, _CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 5, 6, 10, 11, 13, 14, 26


class StoreBusy(SurroundingsError):
    """Another process holds the file longer than we care to wait."""

    code = "store_busy"


class StoreLocked(PersonError):
    """The profile was locked meanwhile; nothing was changed."""

    code = "locked"


class DiskFull(SurroundingsError):
    """There is no room for another page; nothing was changed."""

    code = "disk_full"


class StoreDamaged(SurroundingsError):
    """The file is not what was written to it."""

    code = "store_damaged"


class WrongKeyOrDamaged(SurroundingsError):
    """The first page cannot be read: another key's file, or damage. SQLite cannot tell them apart."""

    code = "wrong_key_or_damaged"


class StoreMissing(SurroundingsError):
    """There are keys but no file, or an empty one; a new one is never made in its place."""

    code = "store_missing"


class StoreTooNew(PersonError):
    """A newer cicdesk wrote this file."""

    code = "store_too_new"


class StoreFault(Fault):
    """SQLite refused something that should have worked."""

    code = "store_fault"


class RecordNotFound(PersonError):
    """There is no such record on this laptop."""

    code = "record_not_found"


_BY_NUMBER = {
    _BUSY: StoreBusy,
    _LOCKED: StoreBusy,
    _IO: DiskFull,
    _FULL: DiskFull,
    _CORRUPT: StoreDamaged,
    _CANNOT_OPEN: StoreMissing,
    _NOT_A_DATABASE: WrongKeyOrDamaged,
}


def sqlite_number(error: BaseException | None) -> int:
    """SQLite's primary result code of a driver's exception; 0 if it has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


SPOILT = frozenset({_IO, _CORRUPT, _NOT_A_DATABASE})
"""After these a connection may go on failing on pages that are sound: it has to be opened anew."""


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn what the driver raises into our own errors; the driver's text, which may quote values, stays behind.

    A full disk arrives as 10 (I/O error) or 13 (full), depending on what filled up: both mean the same here.
    A damaged page arrives as 11, because its seal does not fit.
    """
    try:
        yield
    except DBAPIError as error:
        raise _ours(error.orig) from None
    except sqlcipher.Error as error:
        raise _ours(error) from None
    except PoolTimeout:
        raise StoreBusy from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
            raise DiskFull from None
        raise


def _ours(error: BaseException | None) -> Exception:
    number = sqlite_number(error)
    return _BY_NUMBER.get(number, StoreFault)(sqlite=number)
