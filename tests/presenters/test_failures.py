"""Every error has words, in every language, that say what to do next."""

import importlib
import pkgutil

import pytest

import cicdesk
from cicdesk.base.errors import CicdeskError, PersonError, Who
from cicdesk.base.i18n import LANGUAGES, set_language
from cicdesk.presenters.failures import FAILURES, explain
from cicdesk.presenters.failures_joining import JOINING, explain_joining

_NOT_LOADED = ("cicdesk.server", "cicdesk.story", "cicdesk.demo", "cicdesk.__main__")


def _families() -> list[type[CicdeskError]]:
    for module in pkgutil.walk_packages(cicdesk.__path__, "cicdesk."):
        if not module.name.startswith(_NOT_LOADED) and ".migrations" not in module.name:
            importlib.import_module(module.name)
    # Tests before this one may have loaded the server.
    return [
        each
        for each in CicdeskError.family()
        if each.__module__.startswith("cicdesk.") and not each.__module__.startswith(_NOT_LOADED)
    ]


def test_every_error_of_the_desktop_has_words() -> None:
    lacking = {f"{each.__module__}.{each.__name__}" for each in _families() if each.code not in FAILURES}
    assert lacking == set()


def test_no_two_errors_share_a_code() -> None:
    by_code: dict[str, set[str]] = {}
    for each in _families():
        by_code.setdefault(each.code, set()).add(f"{each.__module__}.{each.__name__}")
    shared = {code: names for code, names in by_code.items() if len(names) > 1 and code != "fault"}
    assert shared == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(FAILURES))
def test_words_say_what_happened_and_what_to_do(code: str, language: str) -> None:
    set_language(language)

    class Some(PersonError):
        pass

    Some.code = code
    told = explain(
        Some(
            least=15,
            words=5,
            seconds=5,
            count=2,
            file="ca.pem",
            limit=25,
            place="line 7",
            most=9,
            fault="names.pl",
        )
    )
    assert told.title
    assert told.advice
    assert "{" not in told.title + told.advice


def test_an_unknown_error_is_our_own_fault_and_tells_no_values() -> None:
    told = explain(ValueError("Євген Жук"))
    assert told.who is Who.US
    assert "Жук" not in told.title + told.text + told.advice


def test_while_joining_nothing_is_advised_that_does_nothing_there() -> None:
    set_language("en")
    try:
        for code in JOINING:
            error = type("Failed", (CicdeskError,), {"code": code, "who": Who.SURROUNDINGS})()
            told, usual = explain_joining(error), explain(error)
            assert told.title == usual.title
            assert "F5" not in told.advice
            assert "by itself" not in told.advice
    finally:
        set_language("pl")
    assert JOINING.keys() <= FAILURES.keys()
