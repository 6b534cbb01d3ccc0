"""Who may speak to the centre: codes, clocks, certificates, revoked laptops."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cicdesk.base.clock import SystemClock
from cicdesk.base.paths import Home
from cicdesk.sync.errors import NotTrusted
from cicdesk.sync.exchange import Exchange
from tests.end_to_end.conftest import Place
from tests.support.bad_network import answer as said
from tests.support.laptops import QuickLaptop

pytestmark = [pytest.mark.slow, pytest.mark.server]

YEARS = 365 * 10
DAY, MINUTE = 86_400_000, 60_000


@dataclass(slots=True)
class WrongClock:
    """Runs, but at another time."""

    off: dt.timedelta = field(default_factory=dt.timedelta)

    def now(self) -> dt.datetime:
        return SystemClock().now() + self.off


@pytest.fixture(autouse=True)
def _no_wrong_codes_yet(database: str) -> None:
    """The server counts wrong codes of an address by the hour; every test starts with none."""
    with psycopg.connect(database) as connection:
        connection.execute("DELETE FROM rate")


def test_a_wrong_code_is_refused_and_the_right_one_still_works(place: Place) -> None:
    laptop, user = place.bare(), place.user()
    person, code = laptop.person(), place.code(user)
    for wrong in ("AAAAABBBBBCCCCCDDDDD", "", "żółw", code[:-1]):
        assert laptop.fails("enrol", server=place.url, code=wrong, user=user) == "bad_code person"
    assert laptop.fails("sync") == "not_enrolled person"
    laptop.enrol(place.url, code, user)
    laptop.sync()
    assert laptop.record(person)["state"] == "sent"


def test_guessing_codes_is_slowed_down(place: Place) -> None:
    laptop, user = place.bare(), place.user()
    code = place.code(user)
    said = [laptop.fails("enrol", server=place.url, code=f"WRONG{n}", user=user) for n in range(6)]
    assert said == ["bad_code person"] * 5 + ["asked_too_often surroundings"]
    assert laptop.fails("enrol", server=place.url, code=code, user=user) == "asked_too_often surroundings"


def test_a_code_works_once(place: Place) -> None:
    first, second, user = place.bare(), place.bare(), place.user()
    code = place.code(user)
    first.enrol(place.url, code, user)
    assert second.fails("enrol", server=place.url, code=code, user=user) == "bad_code person"
    assert second.fails("sync") == "not_enrolled person"
    first.sync()


def test_a_code_is_for_its_person_alone(place: Place) -> None:
    laptop, owner, other = place.bare(), place.user(), place.user()
    code = place.code(owner)
    assert laptop.fails("enrol", server=place.url, code=code, user=other) == "bad_code person"
    assert laptop.fails("enrol", server=place.url, code=code, user="nobody") == "bad_code person"
    laptop.enrol(place.url, code, owner)


def test_a_code_runs_out(place: Place, database: str) -> None:
    laptop, user = place.bare(), place.user()
    code = place.code(user)
    with psycopg.connect(database) as connection:
        connection.execute('UPDATE enrol_code SET expires = 1 WHERE "user" = %s', (user,))
    assert laptop.fails("enrol", server=place.url, code=code, user=user) == "bad_code person"


def test_a_code_may_be_typed_as_people_type(place: Place) -> None:
    laptop, user = place.bare(), place.user()
    code = place.code(user)
    typed = " " + "-".join(code[at : at + 5].lower() for at in range(0, 20, 5)) + " "
    assert laptop.enrol(place.url, typed, user)["office"] == place.office


def test_a_second_person_joins_a_laptop_and_both_names_are_accepted(place: Place) -> None:
    laptop, first, second = place.bare(), place.user(), place.user()
    laptop.enrol(place.url, place.code(first, "L77"), first)
    one = laptop.person("Pierwsza")
    laptop.enrol(place.url, place.code(second, "L77"), second)
    two = laptop.person("Druga")
    done = laptop.sync()
    assert (done["pushed"], done["refused"]) == (2, 0)
    assert {tile.name for tile in laptop.session.users()} == {first, second}
    laptop.close()
    laptop.start()
    assert [laptop.record(each)["state"] for each in (one, two)] == ["sent", "sent"]


def test_a_laptop_of_one_centre_does_not_change_over(place: Place) -> None:
    laptop = place.laptop()
    line, user = place.bad_line(), place.user()
    answer = laptop.fails("enrol", server=line.url, code=place.code(user), user=user)
    assert answer == "already_enrolled person"
    laptop.sync()


@pytest.mark.parametrize(
    "url", ["http://192.0.2.7", "http://cicdesk.example.org", "http://localhost.example.org"]
)
def test_nothing_is_sent_unprotected_beyond_this_computer(place: Place, url: str) -> None:
    assert place.bare().fails("enrol", server=url, code="x", user="u") == "not_secure person"


# clocks


@pytest.mark.parametrize("days", [-YEARS, -2, 2, YEARS])
def test_a_clock_that_is_years_off_changes_nothing(place: Place, days: int) -> None:  # T-01
    clock = WrongClock(dt.timedelta(days=days))
    wrong, right = place.bare(clock), place.laptop(role="coordinator")
    early = wrong.person("Wcześniej")
    place.enrolled(wrong)
    shared = right.person("Wspólna")
    right.sync()
    done = wrong.sync()
    assert (done["pushed"], done["refused"]) == (1, 0)
    right.sync()
    wrong.edit(shared, email="zegar@example.org")
    right.edit(early, email="dobry@example.org")
    for each in (wrong, right, wrong):
        each.sync()
    assert right.value(shared, "email") == "zegar@example.org"
    assert wrong.value(early, "email") == "dobry@example.org"
    assert wrong.state()["digest"] == right.state()["digest"]
    assert (wrong.state()["waiting"], wrong.state()["conflict"]) == (0, 0)


def test_a_clock_may_jump_between_two_syncs(place: Place) -> None:  # T-01
    clock = WrongClock()
    laptop, other = place.bare(clock), place.laptop(role="coordinator")
    place.enrolled(laptop)
    for days in (0, 700, -YEARS, 3, 0):
        clock.off = dt.timedelta(days=days)
        laptop.person(f"Dzień{days}")
        assert laptop.sync()["pushed"] == 1
    other.sync()
    assert len(other.names()) == 5
    assert laptop.state()["digest"] == other.state()["digest"]


def test_a_wrong_clock_is_remembered_until_it_is_right(place: Place) -> None:
    clock = WrongClock(dt.timedelta(days=YEARS))
    laptop = place.bare(clock)
    place.enrolled(laptop)
    assert abs(ahead(laptop) + YEARS * DAY) < MINUTE
    laptop.sync()
    laptop.close()
    laptop.start()
    assert abs(ahead(laptop) + YEARS * DAY) < MINUTE
    assert laptop.sync()["requests"] == 1  # what was found last time is right at once
    clock.off = dt.timedelta()
    laptop.sync()
    assert abs(ahead(laptop)) < MINUTE


def ahead(laptop: QuickLaptop) -> int:
    """What the frame of the main window tells of the clock."""
    assert laptop.session.desk is not None
    return laptop.session.desk.outbox.badge().clock_ahead


def test_a_conflict_does_not_ask_whose_clock_is_later(place: Place) -> None:
    past = place.bare(WrongClock(dt.timedelta(days=-YEARS)))
    future = place.bare(WrongClock(dt.timedelta(days=YEARS)))
    for each in (past, future):
        place.enrolled(each)
    person = past.person("Nowak")
    past.sync()
    future.sync()
    past.edit(person, family_name="Nowakowa")
    future.edit(person, family_name="Novak")
    for each in (past, future, past):
        each.sync()
    for each in (past, future):
        assert sorted(each.record(person)["conflicts"]["family_name"]) == ["Novak", "Nowakowa"]


# revoked laptops


def test_a_revoked_laptop_destroys_its_keys_and_says_what_was_not_sent(place: Place) -> None:  # D-05
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    sent = laptop.person("Wysłana")
    laptop.sync()
    laptop.person("Niewysłana")
    assert laptop.script._desk.back_up_if_due()
    slots = Home(laptop.home).keyslots.read_bytes()
    place.centre.directory.revoke(laptop.device)
    answer = laptop.ask({"do": "sync"})
    assert (answer["code"], answer["who"]) == ("device_wiped", "person")
    assert "1." in answer["text"]
    assert laptop.fails("get", id=sent) == "locked person"
    laptop.close()
    left = [path for path in laptop.home.rglob("*") if path.is_file()]
    assert {path.name.split(".")[0] for path in left} <= {"settings", "cicdesk", "instance"}
    assert not [path for path in left if slots in path.read_bytes()]
    other.sync()
    assert other.names() == ["Wysłana"]


def test_a_laptop_destroys_nothing_because_a_stranger_says_that_it_is_revoked(place: Place) -> None:  # D-05
    line = place.bad_line()
    laptop = place.laptop(url=line.url)
    person = laptop.person()
    line.set(answer=said(b'{"error": 2006}', status="403 Forbidden"))
    assert laptop.fails("sync") == "device_revoked person"
    line.set()
    assert laptop.sync()["pushed"] == 1
    assert laptop.record(person)["state"] == "sent"


def test_a_laptop_that_is_drained_hands_in_its_work_and_is_given_nothing(place: Place) -> None:
    laptop, other = place.laptop(), place.laptop(role="coordinator")
    laptop.person("Ostatnia")
    other.person("Cudza")
    other.sync()
    place.centre.directory.revoke(laptop.device, drain=True)
    assert laptop.fails("sync") == "device_wiped person"
    other.sync()
    assert other.names() == ["Cudza", "Ostatnia"]
    assert laptop.fails("list", kind="person") == "locked person"


def test_a_laptop_the_centre_does_not_know_keeps_its_work(place: Place, database: str) -> None:
    laptop = place.laptop()
    person = laptop.person("Czeka")
    with psycopg.connect(database) as connection:
        connection.execute("DELETE FROM device_account WHERE device = %s", (laptop.device,))
        connection.execute("DELETE FROM device WHERE id = %s", (laptop.device,))
    assert laptop.fails("sync") == "device_refused person"
    assert laptop.record(person)["state"] == "waiting"


# certificates


@dataclass(frozen=True, slots=True)
class Authority:
    """A private authority that vouched for this computer."""

    file: Path
    context: ssl.SSLContext


def authority(folder: Path, name: str, days: int = 30) -> Authority:
    """A certificate for 127.0.0.1 that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = SystemClock().now()
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=60))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, private = folder / f"{name}.pem", folder / f"{name}.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, private)
    return Authority(file, context)


def enrol(place: Place, laptop: QuickLaptop, url: str, ca_file: Path | str) -> str:
    """`ok`, or what enrolment failed with."""
    user = place.user()
    asked = {"do": "enrol", "server": url, "code": place.code(user), "user": user, "ca_file": str(ca_file)}
    answer = laptop.ask(asked)
    return "ok" if answer["ok"] else f"{answer['code']} {answer['who']}"


def test_a_private_authority_is_trusted_where_its_file_is_given(place: Place, tmp_path: Path) -> None:
    ours = authority(tmp_path, "centre")
    line, laptop, other = place.bad_line(ours.context), place.bare(), place.laptop()
    assert enrol(place, laptop, line.url, ours.file) == "ok"
    person = laptop.person("Szyfrowana")
    assert laptop.sync()["pushed"] == 1
    laptop.close()
    laptop.start()
    laptop.edit(person, email="szyfr@example.org")
    assert laptop.sync()["pushed"] == 1
    other.sync()
    assert other.value(person, "email") == "szyfr@example.org"
    assert b"Szyfrowana" not in line.heard


def test_a_certificate_that_nobody_trusts_is_refused_and_nothing_is_sent(
    place: Place, tmp_path: Path
) -> None:
    ours, foreign = authority(tmp_path, "centre"), authority(tmp_path, "foreign")
    line = place.bad_line(ours.context)
    assert enrol(place, place.bare(), line.url, "") == "not_trusted surroundings"
    assert enrol(place, place.bare(), line.url, foreign.file) == "not_trusted surroundings"
    assert not line.heard


def test_another_file_chosen_after_joining_is_used(place: Place, tmp_path: Path) -> None:
    old, new = authority(tmp_path, "old"), authority(tmp_path, "new")
    before, laptop = place.bad_line(old.context), place.bare()
    assert enrol(place, laptop, before.url, old.file) == "ok"
    assert laptop.session.desk is not None
    store, chosen = laptop.session.desk.context.store, [""]
    exchange = Exchange(store, SystemClock(), lambda: chosen[0])
    exchange.run()
    chosen[0] = str(new.file)
    with pytest.raises(NotTrusted):
        exchange.run()
    chosen[0] = str(old.file)
    exchange.run()
    exchange.close()


def test_a_certificate_that_ran_out_is_refused(place: Place, tmp_path: Path) -> None:
    old = authority(tmp_path, "old", days=-1)
    line = place.bad_line(old.context)
    assert enrol(place, place.bare(), line.url, old.file) == "not_trusted surroundings"


def test_a_certificate_for_another_name_is_refused(place: Place, tmp_path: Path) -> None:
    ours = authority(tmp_path, "centre")
    line = place.bad_line(ours.context)
    other_name = line.url.replace("127.0.0.1", "localhost")
    assert enrol(place, place.bare(), other_name, ours.file) == "not_trusted surroundings"


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_an_authority_file_that_cannot_be_read_is_named(
    place: Place, tmp_path: Path, content: bytes | None
) -> None:
    ours, file = authority(tmp_path, "centre"), tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    line = place.bad_line(ours.context)
    asked = {"server": line.url, "code": place.code(place.user()), "user": "anybody", "ca_file": str(file)}
    answer = place.bare().ask({"do": "enrol", **asked})
    assert (answer["code"], answer["who"]) == ("ca_file_unreadable", "person")
    assert str(file) in answer["text"]
    assert not line.heard


def test_a_file_that_does_not_vouch_for_the_centre_is_named(place: Place, tmp_path: Path) -> None:
    ours, foreign = authority(tmp_path, "centre"), authority(tmp_path, "foreign")
    line = place.bad_line(ours.context)
    asked = {"server": line.url, "code": place.code(place.user()), "user": "anybody"}
    by_file = place.bare().ask({"do": "enrol", **asked, "ca_file": str(foreign.file)})
    by_system = place.bare().ask({"do": "enrol", **asked})
    assert by_file["code"] == by_system["code"] == "not_trusted"
    assert str(foreign.file) in by_file["text"]
    assert ".pem" not in by_system["text"]


def test_a_server_that_speaks_no_tls_is_not_trusted(place: Place) -> None:
    line = place.bad_line()
    refused = enrol(place, place.bare(), line.url.replace("http:", "https:"), "")
    assert refused in {"not_trusted surroundings", "unreachable surroundings"}
