"""The proof that goes with each request: a short JWS in the shape of DPoP (RFC 9449), made by the device's key.

It names the method, the path, the moment, a number used once and the hash of the body as sent. So nothing
that is stored on the server or seen on the way lets anyone ask in the device's name.
"""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import msgspec

HEADER = "Proof"
ALGORITHM = "Ed25519"
TYPE = "dpop+jwt"
WINDOW = 300
"""Seconds by which the maker's clock may differ from the reader's."""
LONGEST = 2048
_ONCE = re.compile(r"[!-~]{1,64}")


class ProofError(ValueError):
    """The request does not prove who sent it."""


class NoProof(ProofError):
    """There is none."""


class BadProof(ProofError):
    """It is not a proof for this request by this key."""


class StaleProof(ProofError):
    """It is right, but from another time; the clocks differ."""


class Claims(msgspec.Struct, frozen=True):
    """What a proof says."""

    htm: str
    """The HTTP method."""
    htu: str
    """The path."""
    iat: int
    """Seconds since 1970."""
    jti: str
    """A number used once."""
    bsh: str
    """SHA-256 of the body as sent, base64url without padding."""


class _Top(msgspec.Struct):
    alg: str
    typ: str
    kid: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a proof is about."""

    method: str
    path: str
    body: bytes


def body_hash(body: bytes) -> str:
    """The hash of a body as a proof names it."""
    return b64(hashlib.sha256(body).digest())


def make_proof(  # noqa: PLR0913  one argument for each thing it names
    private_key: bytes, kid: str, method: str, path: str, body: bytes, now: float, jti: str
) -> str:
    """The proof for one request; `private_key` is the raw Ed25519 key, `kid` the device's id or empty."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  slow to load
    from joserfc import jws  # noqa: PLC0415  slow to load
    from joserfc.jwk import OKPKey  # noqa: PLC0415  slow to load

    claims = Claims(htm=method, htu=path, iat=int(now), jti=jti, bsh=body_hash(body))
    key = OKPKey.import_key({
        "kty": "OKP", "crv": "Ed25519", "d": b64(private_key),
        "x": b64(Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()),
    })  # fmt: skip
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": kid}
    return jws.serialize_compact(header, msgspec.json.encode(claims), key, algorithms=[ALGORITHM])


def key_id(token: str) -> str:
    """Whose proof it says it is, before anything is verified."""
    if not token:
        raise NoProof
    try:
        top = msgspec.json.decode(unb64(token.partition(".")[0]), type=_Top)
    except (ValueError, msgspec.DecodeError) as error:
        raise BadProof from error
    if len(token) > LONGEST or top.alg != ALGORITHM or top.typ != TYPE:
        raise BadProof
    return top.kid


def read_proof(token: str, public_key: bytes, request: Request, now: float) -> Claims:
    """What the proof says, if this key made it for this request and not long ago; else a ProofError."""
    from joserfc import jws  # noqa: PLC0415  slow to load
    from joserfc.errors import JoseError  # noqa: PLC0415  slow to load
    from joserfc.jwk import OKPKey  # noqa: PLC0415  slow to load

    key_id(token)
    try:
        key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": b64(public_key)})
        signed = jws.deserialize_compact(token, key, algorithms=[ALGORITHM])
        claims = msgspec.json.decode(signed.payload or b"", type=Claims)
    except (JoseError, ValueError, msgspec.DecodeError) as error:
        raise BadProof from error
    if (claims.htm, claims.htu, claims.bsh) != (request.method, request.path, body_hash(request.body)):
        raise BadProof
    if not _ONCE.fullmatch(claims.jti):
        raise BadProof
    if abs(claims.iat - now) > WINDOW:
        raise StaleProof
    return claims


def b64(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Bytes from base64url without padding; ValueError if it is none."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
