"""Numbered errors of the server. A number never changes its meaning; its words are the desktop's."""

import enum

import msgspec


class Why(enum.StrEnum):
    """Why a mutation was set aside. It is kept whole and shown to a coordinator."""

    OUT_OF_SCOPE = "out_of_scope"
    UNKNOWN_FILE = "unknown_file"
    UNKNOWN_PERSON = "unknown_person"
    NO_OFFICE = "no_office"
    NOT_VALID = "not_valid"
    TOO_LARGE = "too_large"
    APPEND_ONLY = "append_only"
    RECOVERY_OVER = "recovery_over"
    NOT_ALLOWED = "not_allowed"
    """The role of whoever wrote it does not write that; `field` says what."""
    OFF_CHART = "off_chart"
    """No step of the record's chart leads from the state that its writer knew to the one that was written."""


class WireError(enum.IntEnum):
    """Why a request was refused whole."""

    BAD_MESSAGE = 1001
    TOO_LARGE = 1002
    TOO_DEEP = 1003
    TOO_SLOW = 1004
    NO_PROOF = 2001
    BAD_PROOF = 2002
    STALE_PROOF = 2003
    REPEATED_PROOF = 2004
    UNKNOWN_DEVICE = 2005
    DEVICE_REVOKED = 2006
    BAD_CODE = 2101
    USED_CODE = 2102
    EXPIRED_CODE = 2103
    PACKAGE_BROKEN = 2201
    PACKAGE_TOO_NEW = 2202
    PACKAGE_ELSEWHERE = 2203
    PACKAGE_UNKNOWN_DEVICE = 2204
    PACKAGE_REVOKED_DEVICE = 2205
    NOT_FOUND = 3001
    WRONG_PIECE = 3101
    """The bytes are not those of the digest, or a piece has another length."""
    WRONG_WHOLE = 3102
    """All pieces were here, and together they are not the file; it begins again."""
    NO_RANGE = 3103
    """The file has no such bytes."""
    TOO_MANY = 4001
    BUSY = 4002
    FAULT = 5001


class Refusal(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The body of every answer with a status of 400 or more."""

    error: int
    why: str = ""
    """For engineers, in English; never shown to the person, never with personal data."""
    time: int = 0
    """The server's clock in milliseconds, where the proof's time was refused."""
    retry_after: int = 0
    request: str = ""
