"""Who is who: regions, offices, people of the staff, devices and codes."""

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from cicdesk.domain.roles import RIGHTS, Role, narrow_roles
from cicdesk.server.storage.tables import (
    account,
    account_office,
    device,
    device_account,
    enrol_code,
    office,
    region,
)
from cicdesk.wire.messages import PICKED, Names

ACTIVE, DRAIN, WIPE = "active", "drain", "wipe"
_NUMBER_BITS = 24


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop with the people registered on it and what it may see."""

    id: str
    name: str
    office: str
    region: str
    key: bytes
    status: str
    users: dict[str, str]
    """Their roles by their names."""
    scope: frozenset[str]
    narrow: frozenset[Role] = frozenset()
    """The roles of a laptop on which nobody may see the office; what it is sent is picked record by record."""
    last_commit: int = 0
    echo_floor: int = 0
    overtook: str = ""
    """An edit that is still to come, if its last message overtook another one."""
    overtook_at: int = 0
    """Its commit before that message."""
    names: int = 0
    """The number of what its region's staff and offices are called."""
    likely: tuple[int, int] = (0, 0)
    """[history, newest number] of what its region is told of people who may be one."""


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code, without the code."""

    id: str
    user: str
    office: str
    device: str
    salt: bytes
    hash: bytes
    expires: int
    used: int


_DEVICE = sa.text("""
SELECT d.id, d.name, d.office, o.region, r.names, r.likely_era, r.likely, d.key, d.status, d.last_commit, d.echo_floor,
       d.overtook, d.overtook_at,
       coalesce(array_agg(a."user") FILTER (WHERE a."user" IS NOT NULL), '{}') AS users,
       coalesce(array_agg(a.role) FILTER (WHERE a."user" IS NOT NULL), '{}') AS roles,
       ARRAY(SELECT DISTINCT ao.office FROM device_account x JOIN account y ON y."user" = x."user"
             JOIN account_office ao ON ao."user" = y."user" WHERE x.device = d.id AND y.role = 'coordinator') AS more
FROM device d JOIN office o ON o.code = d.office JOIN region r ON r.code = o.region
LEFT JOIN device_account da ON da.device = d.id LEFT JOIN account a ON a."user" = da."user"
WHERE d.id = ANY(:ids) GROUP BY d.id, o.region, r.names, r.likely_era, r.likely
""").bindparams(sa.bindparam("ids", type_=sa.ARRAY(sa.Text)))


def devices(connection: sa.Connection, ids: list[str]) -> dict[str, Device]:
    """The devices of these ids."""
    found = {}
    for row in connection.execute(_DEVICE, {"ids": ids}):
        offices = {row.office, *row.more}
        parts = {f"c:{each}" for each in offices} | {f"u:{each}" for each in row.users} | {f"r:{row.region}"}
        narrow = narrow_roles(row.roles)
        found[row.id] = Device(
            id=row.id,
            name=row.name,
            office=row.office,
            region=row.region,
            key=bytes(row.key),
            status=row.status,
            users=dict(zip(row.users, row.roles, strict=True)),
            scope=frozenset({PICKED + row.id}) if narrow else frozenset(parts),
            narrow=narrow,
            last_commit=row.last_commit,
            echo_floor=row.echo_floor,
            overtook=row.overtook,
            overtook_at=row.overtook_at,
            names=row.names,
            likely=(row.likely_era, row.likely),
        )
    return found


def add_region(connection: sa.Connection, code: str) -> None:
    """Make sure a region is there."""
    if connection.execute(sa.select(region.c.code).where(region.c.code == code)).first() is None:
        connection.execute(sa.insert(region).values(code=code, name=code))


def add_office(connection: sa.Connection, code: str, name: str, in_region: str) -> None:
    """Add an office."""
    connection.execute(sa.insert(office).values(code=code, name=name, region=in_region))


def office_region(connection: sa.Connection, code: str) -> str | None:
    """The region of an office; None if there is no such office."""
    return connection.execute(sa.select(office.c.region).where(office.c.code == code)).scalar()


def add_user(connection: sa.Connection, user: str, role: str, name: str, now: int) -> None:
    """Add a person of the staff, who belongs to no office yet."""
    connection.execute(sa.insert(account).values(user=user, role=role, name=name, created=now))


def rename_user(connection: sa.Connection, user: str, name: str) -> None:
    """What a person is called from now on."""
    connection.execute(sa.update(account).where(account.c.user == user).values(name=name))


def rename_office(connection: sa.Connection, code: str, name: str) -> None:
    """What an office is called from now on."""
    connection.execute(sa.update(office).where(office.c.code == code).values(name=name))


def names(connection: sa.Connection, code: str) -> Names:
    """What the staff and the offices of a region are called."""
    number = connection.execute(sa.select(region.c.names).where(region.c.code == code)).scalar_one()
    offices = sa.select(office.c.code, office.c.name).where(office.c.region == code)
    staff = (
        sa.select(account.c.user, account.c.name)
        .where(account.c.user.in_(
            sa.select(account_office.c.user).join(office).where(office.c.region == code)
        ))
    )  # fmt: skip
    return Names(
        number=number,
        users={row.user: row.name for row in connection.execute(staff.order_by(account.c.user))},
        offices={row.code: row.name for row in connection.execute(offices.order_by(office.c.code))},
    )


def names_changed(connection: sa.Connection, offices: list[str]) -> None:
    """The regions of these offices have other names than before.

    The number is drawn, not counted: a database set back to yesterday must not give one that stood for other names.
    """
    touched = sa.select(office.c.region).where(office.c.code.in_(offices))
    connection.execute(
        sa.update(region).where(region.c.code.in_(touched)).values(names=secrets.randbits(_NUMBER_BITS) + 2)
    )


def user_role(connection: sa.Connection, user: str) -> str | None:
    """The role of a person; None if there is no such person."""
    return connection.execute(sa.select(account.c.role).where(account.c.user == user)).scalar()


def leading(connection: sa.Connection) -> frozenset[str]:
    """Everybody who decides whether two files are one person's."""
    roles = [role.value for role, rights in RIGHTS.items() if rights.merges]
    return frozenset(connection.execute(sa.select(account.c.user).where(account.c.role.in_(roles))).scalars())


def user_offices(connection: sa.Connection, user: str) -> list[str]:
    """The offices a person belongs to."""
    query = sa.select(account_office.c.office).where(account_office.c.user == user)
    return list(connection.execute(query.order_by(account_office.c.office)).scalars())


def set_offices(connection: sa.Connection, user: str, offices: list[str]) -> None:
    """A person belongs to exactly these offices."""
    connection.execute(sa.delete(account_office).where(account_office.c.user == user))
    connection.execute(sa.insert(account_office), [{"user": user, "office": each} for each in offices])


def move_device(connection: sa.Connection, device_id: str, in_office: str) -> None:
    """A laptop belongs to another office."""
    connection.execute(sa.update(device).where(device.c.id == device_id).values(office=in_office))


def named_devices(connection: sa.Connection, name: str, in_office: str = "") -> list[tuple[str, str, bytes]]:
    """(id, office, key) of the devices of that name that were not revoked."""
    query = sa.select(device.c.id, device.c.office, device.c.key).where(
        device.c.name == name, device.c.status != WIPE
    )
    if in_office:
        query = query.where(device.c.office == in_office)
    return [(row.id, row.office, bytes(row.key)) for row in connection.execute(query.with_for_update())]


def earlier_devices(connection: sa.Connection, name: str, in_office: str, device_id: str) -> int:
    """How many other laptops of an office had this name before this one, revoked ones included."""
    this = sa.select(device.c.created).where(device.c.id == device_id).scalar_subquery()
    same = sa.and_(device.c.name == name, device.c.office == in_office, device.c.id != device_id)
    found = sa.select(sa.func.count()).select_from(device).where(same, device.c.created <= this)
    return int(connection.execute(found).scalar_one())


def add_device(connection: sa.Connection, values: dict[str, object]) -> None:
    """Add a device."""
    connection.execute(sa.insert(device).values(status=ACTIVE, **values))


def register(connection: sa.Connection, device_id: str, user: str) -> None:
    """Let a person use a device."""
    there = sa.select(device_account).where(
        device_account.c.device == device_id, device_account.c.user == user
    )
    if connection.execute(there).first() is None:
        connection.execute(sa.insert(device_account).values(device=device_id, user=user))


def set_status(connection: sa.Connection, device_id: str, status: str) -> None:
    """Revoke a device or let it hand in its last work."""
    connection.execute(sa.update(device).where(device.c.id == device_id).values(status=status))


def raise_floor(connection: sa.Connection, device_id: str, floor: int) -> None:
    """From now on the device's own writes up to this number come back whole."""
    connection.execute(
        sa.update(device)
        .where(device.c.id == device_id, device.c.echo_floor < floor)
        .values(echo_floor=floor)
    )


def add_code(connection: sa.Connection, code: Code) -> None:
    """Keep a one-time code's hash."""
    connection.execute(
        sa.insert(enrol_code).values(
            id=code.id, user=code.user, office=code.office, device=code.device,
            salt=code.salt, hash=code.hash, expires=code.expires, used=0,
        )
    )  # fmt: skip


def codes_of(connection: sa.Connection, user: str) -> list[Code]:
    """A person's newest codes, locked so that each is used once."""
    query = (
        sa.select(enrol_code).where(enrol_code.c.user == user).order_by(enrol_code.c.expires.desc()).limit(10)
    )
    return [
        Code(
            row.id, row.user, row.office, row.device, bytes(row.salt), bytes(row.hash), row.expires, row.used
        )
        for row in connection.execute(query.with_for_update())
    ]


def use_code(connection: sa.Connection, code: str, now: int) -> None:
    """A code is used once."""
    connection.execute(sa.update(enrol_code).where(enrol_code.c.id == code).values(used=now))
