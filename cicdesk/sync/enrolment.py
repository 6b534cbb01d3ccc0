"""Becoming a laptop of the centre: a one-time code becomes a device key and a place."""

import base64
from collections.abc import Callable
from dataclasses import replace

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from cicdesk import __version__
from cicdesk.schema.fields import Reference, References
from cicdesk.schema.values import Value
from cicdesk.store import courier, meta, records
from cicdesk.store.engine import Connection
from cicdesk.store.meta import Place
from cicdesk.store.store import Store
from cicdesk.sync import holders
from cicdesk.sync.errors import AlreadyEnrolled
from cicdesk.sync.transport import HttpTransport, Identity, checked_address
from cicdesk.sync.wish import Wish
from cicdesk.wire.messages import EVERYONE, Enrol, EnrolReply, Mutation

_decode = msgspec.json.Decoder(Mutation).decode


def new_device_key() -> bytes:
    """A fresh Ed25519 private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def public_key(private: bytes) -> str:
    """Its public half, base64url without padding."""
    raw = (
        Ed25519PrivateKey.from_private_bytes(private)
        .public_key()
        .public_bytes(Encoding.Raw, PublicFormat.Raw)
    )
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def identity_of(place: Place) -> Identity:
    """Who signs for this laptop."""
    return Identity(place.device, base64.b64decode(place.signing_key))


def enrol(store: Store, wish: Wish, now: Callable[[], float]) -> Place:
    """Redeem a code. A first one gives the laptop its place, a later one registers another person for it.

    What was made before enrolment gets the office and the person's name, so that it can travel.
    The key is kept before it is sent: if the answer is lost, the same code works once more.
    """
    address = checked_address(wish.url)
    place = _with_key(store)
    if place.device and place.server != address:
        raise AlreadyEnrolled
    key, ca_file = base64.b64decode(place.signing_key), wish.ca_file or place.ca_file
    transport = HttpTransport(address, Identity(place.device, key), ca_file=ca_file, now=now)
    message = Enrol(
        code=wish.code.strip(),
        user=wish.user,
        key=public_key(key),
        app=__version__,
        no_keyring=wish.no_keyring,
    )
    try:
        reply = transport.enrol(message)
    finally:
        transport.close()
    return _settle(store, place, reply, replace(wish, url=address, ca_file=ca_file), int(now() * 1000))


def _with_key(store: Store) -> Place:
    """The laptop's place; a key is made if it has none."""
    with store.write() as connection:
        place = meta.load_place(connection)
        if not place.signing_key:
            place = msgspec.structs.replace(place, signing_key=base64.b64encode(new_device_key()).decode())
            meta.save(connection, place)
    return place


def _settle(store: Store, place: Place, reply: EnrolReply, wish: Wish, now: int) -> Place:
    """The new place; with it is kept whose slot has to be renamed, in case nobody lives to do it."""
    renamed = {wish.old_user: reply.user} if wish.renames and wish.old_user != reply.user else {}
    fresh = Place(
        device=reply.device,
        name=reply.name,
        series=reply.series,
        office=reply.office,
        region=reply.region,
        server=wish.url,
        ca_file=wish.ca_file,
        signing_key=place.signing_key,
        roles={**place.roles, reply.user: reply.role},
        recovery_key=reply.recovery_key,
        renaming={**place.renaming, **renamed},
    )
    with store.write() as connection:
        if not place.device:
            _adopt(connection, reply, wish.old_user)
            holders.keep_only(connection, {*reply.scope, EVERYONE})
        meta.save(connection, fresh)
        courier.learn(connection, reply.courier, now)
    return fresh


def _adopt(connection: Connection, reply: EnrolReply, old_user: str) -> None:
    """Edits made before enrolment were never sent, so their own text may still be completed."""
    user, place = reply.user, {"office": reply.office, "kept_by": reply.office, "region": reply.region}
    touched: list[str] = []
    rows = connection.exec_driver_sql("SELECT n, body FROM outbox WHERE state = 'pending'").all()
    for n, body in rows:
        mutation = _decode(body)
        mutation.user = user if mutation.user == old_user else mutation.user
        mutation.set = {
            name: _renamed(mutation.kind, name, v, old_user, user) for name, v in mutation.set.items()
        }
        if not mutation.rid:
            known = records.spec_or_plain(mutation.kind).by_name
            mutation.set.update({n: v for n, v in place.items() if n in known and not mutation.set.get(n)})
        connection.exec_driver_sql(
            "UPDATE outbox SET body = ? WHERE n = ?", (msgspec.json.encode(mutation), n)
        )
        touched.append(mutation.record)
    connection.exec_driver_sql('UPDATE draft SET "user" = ? WHERE "user" = ?', (user, old_user))
    connection.exec_driver_sql('UPDATE outbox SET "user" = ? WHERE "user" = ?', (user, old_user))
    records.refresh(connection, touched)


def _renamed(kind: str, name: str, value: Value, old: str, new: str) -> Value:
    field = records.spec_or_plain(kind).by_name.get(name.partition("/")[0])
    is_user = isinstance(field, (Reference, References)) and field.to == "user"
    return new if is_user and value == old else value
