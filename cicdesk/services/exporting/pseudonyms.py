"""What stands for a person in a list without names: the same in every list of this laptop, and nothing to anybody else."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable

from cicdesk.services.context import Context
from cicdesk.store import meta

_KEY = "export_key"
_BYTES = 32
_LETTERS = 8
"""Forty bits: two of a hundred thousand people share a code once in two hundred lists."""


def pseudonyms(context: Context) -> Callable[[str], str]:
    """From the id of a record to its code. The key never leaves the encrypted file of this laptop."""
    with context.store.write() as connection:
        held = meta.get(connection, _KEY)
        if not held:
            held = secrets.token_hex(_BYTES)
            meta.put(connection, _KEY, held)
    key = bytes.fromhex(held)

    def code(record: str) -> str:
        digest = hmac.new(key, record.encode(), hashlib.sha256).digest()
        return f"K-{base64.b32encode(digest).decode()[:_LETTERS]}"

    return code
