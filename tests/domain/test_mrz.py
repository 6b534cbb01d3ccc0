"""The machine-readable zone, as pasted and as scanned."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.mrz import MrzError, check_digit, read_mrz

TODAY = date(2026, 3, 10)
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD_TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def passport(issuer: str = "UKR", holder: str = "UKR", names: str = "ZHUK<<YEVHEN", **parts: str) -> str:
    """A passport's zone with right check digits."""
    number, born, until = (
        parts.get("number", "AA000000<"),
        parts.get("born", "880402"),
        parts.get("until", "300402"),
    )
    optional = parts.get("optional", "").ljust(14, "<")
    coded = [each + check_digit(each) for each in (number, born, until, optional)]
    composite = check_digit("".join(coded))
    first = f"{parts.get('code', 'P<')}{issuer}{names}".ljust(44, "<")
    return f"{first}\n{coded[0]}{holder}{coded[1]}{parts.get('sex', 'M')}{coded[2]}{coded[3]}{composite}"


def residence_card(holder: str, optional: str = "", born: str = "880402") -> str:
    """A Polish residence card's zone with right check digits."""
    number = "RP1234567" + check_digit("RP1234567") + optional.ljust(15, "<")
    births, until = born + check_digit(born), "300402" + check_digit("300402")
    composite = check_digit(number + births + until + "<" * 11)
    return f"I<POL{number}\n{births}M{until}{holder}{'<' * 11}{composite}\n{'ZHUK<<YEVHEN'.ljust(30, '<')}"


@pytest.mark.parametrize(("content", "digit"), [("L898902C3", "6"), ("740812", "2"), ("120415", "9")])
def test_check_digits_of_the_standard(content: str, digit: str) -> None:
    assert check_digit(content) == digit


@pytest.mark.parametrize(("zone", "format_"), [(PASSPORT, "TD3"), (CARD_TD2, "TD2"), (CARD, "TD1")])
def test_the_examples_of_the_standard(zone: str, format_: str) -> None:
    read = read_mrz(zone, TODAY)
    assert (read.format, read.wrong) == (format_, ())
    assert read.values["family_name"] == "Eriksson"
    assert read.values["given_names"] == "Anna Maria"
    assert read.values["birth_date"] == "1974-08-12"
    assert read.values["sex"] == "K"
    assert read.values["other_spellings"] == [{"spelling": "Anna Maria Eriksson", "kind": "MRZ"}]


def test_a_ukrainian_passport_fills_the_persons_fields() -> None:
    read = read_mrz(passport(), TODAY)
    assert read.wrong == ()
    assert read.values == {
        "family_name": "Zhuk",
        "given_names": "Yevhen",
        "birth_date": "1988-04-02",
        "sex": "M",
        "citizenships": ["UA"],
        "other_spellings": [{"spelling": "Yevhen Zhuk", "kind": "MRZ"}],
        "documents": [
            {"kind": "UA_PASSPORT", "number": "AA000000", "country": "UA", "valid_until": "2030-04-02"}
        ],
    }


@pytest.mark.parametrize("zone", [PASSPORT, CARD_TD2, CARD])
def test_a_scanner_that_types_no_line_breaks(zone: str) -> None:
    expected = read_mrz(zone, TODAY)
    assert read_mrz(zone.replace("\n", ""), TODAY) == expected
    assert read_mrz(zone.replace("\n", "\r\n").lower() + "\r\n\r\n", TODAY) == expected
    assert read_mrz(zone.replace("<<", "«"), TODAY) == expected


def test_closing_fillers_may_be_missing() -> None:
    assert read_mrz(CARD.rstrip("<"), TODAY) == read_mrz(CARD, TODAY)


@pytest.mark.parametrize(
    ("right", "wrong", "part"),
    [
        ("L898902C36", "L898902C37", "document_number"),
        ("7408122F", "7408123F", "birth_date"),
        ("1204159", "1204150", "valid_until"),
        ("<<<<<10", "<<<<<11", "composite"),
    ],
)
def test_a_wrong_digit_names_its_part_and_the_rest_is_read(right: str, wrong: str, part: str) -> None:
    read = read_mrz(PASSPORT.replace(right, wrong), TODAY)
    assert part in read.wrong
    assert read.values["family_name"] == "Eriksson"
    assert read.values["documents"]


def test_a_long_number_runs_on_in_the_optional_part() -> None:
    zone = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
    read = read_mrz(zone, TODAY)
    assert read.wrong == ()
    assert read.values["documents"] == [
        {"kind": "FOREIGN_ID", "number": "D23145890734", "valid_until": "1995-07-12"}
    ]


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("D<<", "DE"),
        ("RKS", "XK"),
        ("XXA", "XXA"),
        ("XXB", "XXB"),
        ("GBN", "GB"),
        ("BLR", "BY"),
        ("VNM", "VN"),
    ],
)
def test_citizenships_become_codes_of_the_list(code: str, country: str) -> None:
    assert read_mrz(passport(holder=code), TODAY).values["citizenships"] == [country]


def test_an_unknown_citizenship_is_left_open() -> None:
    assert "citizenships" not in read_mrz(passport(holder="UTO"), TODAY).values


@pytest.mark.parametrize(
    ("born", "read"),
    [
        ("260310", "2026-03-10"),
        ("260311", "1926-03-11"),
        ("000229", "2000-02-29"),
        ("99<<<<", "1999"),
        ("8804<<", "1988-04"),
    ],
)
def test_the_century_of_a_birth_is_the_last_possible(born: str, read: str) -> None:
    assert read_mrz(passport(born=born), TODAY).values["birth_date"] == read


def test_what_is_no_date_is_wrong_even_if_its_digit_fits() -> None:
    read = read_mrz(passport(born="881340"), TODAY)
    assert read.wrong == ("birth_date",)
    assert "birth_date" not in read.values


def test_single_names_and_unknown_sex() -> None:
    values = read_mrz(passport(names="SUHARTO", sex="<"), TODAY).values
    assert values["family_name"] == "Suharto"
    assert "given_names" not in values
    assert "sex" not in values


@pytest.mark.parametrize(
    ("issuer", "holder", "kind"),
    [("UKR", "UKR", "UA_PASSPORT"), ("GEO", "GEO", "GE_PASSPORT"), ("POL", "SYR", "PL_TRAVEL"),
     ("POL", "XXB", "GENEVA"), ("POL", "POL", "PASSPORT"), ("IND", "IND", "PASSPORT")],
)  # fmt: skip
def test_the_kind_of_a_passport(issuer: str, holder: str, kind: str) -> None:
    documents = read_mrz(passport(issuer=issuer, holder=holder), TODAY).values["documents"]
    assert isinstance(documents, list)
    assert isinstance(documents[0], dict)
    assert documents[0]["kind"] == kind


def test_a_residence_card_and_its_pesel() -> None:
    read = read_mrz(residence_card("UKR", optional="44051401359", born="440514"), TODAY)
    assert read.wrong == ()
    assert read.values["pesel"] == "44051401359"
    assert read.values["documents"] == [
        {"kind": "RESIDENCE_CARD", "number": "RP1234567", "country": "PL", "valid_until": "2030-04-02"}
    ]
    assert "pesel" not in read_mrz(residence_card("UKR", optional="44051401359"), TODAY).values


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("Jan Kowalski, ul. Długa", "signs"),
        ("P<UTO", "length"),
        ("9" * 88, "kind"),
        ("\n", "length"),
    ],
)
def test_what_is_no_zone(text: str, reason: str) -> None:
    with pytest.raises(MrzError) as refused:
        read_mrz(text, TODAY)
    assert refused.value.reason == reason


SIGNS = "ABCPIV0123456789<"


@given(st.one_of(st.text(max_size=100), *(st.text(SIGNS, min_size=n, max_size=n) for n in (72, 88, 90))))
def test_nothing_but_mrz_error_is_raised(text: str) -> None:
    with contextlib.suppress(MrzError):
        read_mrz(text, TODAY)


@given(st.integers(1, 87), st.sampled_from(SIGNS))
def test_a_zone_with_one_wrong_sign_is_still_read(place: int, sign: str) -> None:
    whole = PASSPORT.replace("\n", "")
    assert read_mrz(whole[:place] + sign + whole[place + 1 :], TODAY).format == "TD3"
