"""The catalogues of the interface: texts collected from the code, merged, checked and compiled.

    python -m scripts.catalogues update     collect the texts and merge them into the four catalogues
    python -m scripts.catalogues check      fail if a catalogue and the code differ, or a text is missing
    python -m scripts.catalogues compile    write the .mo files that the program reads
    python -m scripts.catalogues extract    print every text of the code

English texts are the keys. A text that is no longer in the code leaves the catalogues; a new one comes
in empty. English fills itself. There is no guessing of similar texts: half-right words are worse on a
form than English ones.
"""

import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

CHECKOUT = Path(__file__).resolve().parent.parent
TRANSLATIONS = CHECKOUT / "resources" / "translations"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "text_in": (2,)}
SOURCE_LANGUAGE = "en"
WIDTH = 100

_SLAVIC_TAIL = "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
PLURAL_FORMS = {
    "pl": f"nplurals=3; plural=(n==1 ? 0 : {_SLAVIC_TAIL}",
    "uk": f"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : {_SLAVIC_TAIL}",
    "ru": f"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : {_SLAVIC_TAIL}",
    "en": "nplurals=2; plural=(n != 1);",
}
FORMS = {"pl": 3, "uk": 3, "ru": 3, "en": 2}

Key = tuple[str, str]
"""A text and its plural; the plural is empty for most."""


@dataclass(slots=True)
class Text:
    """A text of the code, with the modules that show it and what they tell translators."""

    modules: set[str]
    notes: set[str]


def texts_in(folder: Path) -> dict[Key, Text]:
    """Every marked text of the Python modules under a folder."""
    found: dict[Key, Text] = {}
    rows = extract_from_dir(
        folder,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _line, message, notes, _context in rows:
        parts = (message,) if isinstance(message, str) else tuple(message)
        if not parts[0]:
            continue
        text = found.setdefault((parts[0], parts[1] if len(parts) > 1 else ""), Text(set(), set()))
        text.modules.add(f"{folder.name}/{Path(name).as_posix()}")
        text.notes.update(notes)
    return found


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "cicdesk.po"


def merged(language: str, texts: dict[Key, Text], old: list[polib.POEntry]) -> polib.POFile:
    """A catalogue with exactly these texts, in order, with the translations there were."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in old if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = {
        "Project-Id-Version": "cicdesk",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    for key in sorted(texts):
        catalogue.append(_entry(language, key, texts[key], known.get(key)))
    return catalogue


def _entry(language: str, key: Key, text: Text, old: polib.POEntry | None) -> polib.POEntry:
    one, many = key
    entry = polib.POEntry(
        msgid=one,
        msgid_plural=many,
        occurrences=[(module, "") for module in sorted(text.modules)],
        comment="\n".join(sorted(text.notes)),
        flags=list(old.flags) if old else [],
        tcomment=old.tcomment if old else "",
    )
    if many:
        entry.msgstr_plural = dict(old.msgstr_plural) if old else dict.fromkeys(range(FORMS[language]), "")
    else:
        entry.msgstr = old.msgstr if old else ""
    if language == SOURCE_LANGUAGE:
        _fill_from_key(entry)
    return entry


def _fill_from_key(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; ValueError if the braces do not fit."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def problems(language: str, catalogue: polib.POFile, texts: dict[Key, Text]) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    present = {(entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}
    for one, _many in sorted(texts.keys() - present):
        yield f"not in the catalogue (make catalogues): {one!r}"
    for one, _many in sorted(present - texts.keys()):
        yield f"no longer in the code (make catalogues): {one!r}"
    if catalogue.metadata.get("Plural-Forms") != PLURAL_FORMS[language]:
        yield "the plural forms are not those of the language"
    for entry in catalogue:
        if not entry.obsolete:
            yield from _entry_problems(language, entry)


def _entry_problems(language: str, entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"marked as fuzzy: {entry.msgid!r}"
    forms = (
        [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)]
        if entry.msgid_plural
        else [entry.msgstr]
    )
    if not all(forms):
        yield f"not translated: {entry.msgid!r}"
        return
    if entry.msgid_plural and len(forms) != FORMS[language]:
        yield f"{len(forms)} plural forms instead of {FORMS[language]}: {entry.msgid!r}"
    for number, form in enumerate(forms):
        if trouble := _form_trouble(entry, form, may_omit=bool(entry.msgid_plural) and number == 0):
            yield f"{trouble}: {entry.msgid!r} -> {form!r}"


def _form_trouble(entry: polib.POEntry, form: str, *, may_omit: bool) -> str:
    """What is wrong with one translated form; the form for one thing may leave out the number."""
    wanted = placeholders(entry.msgid_plural or entry.msgid)
    try:
        given = placeholders(form)
    except ValueError as error:
        return f"braces that do not fit ({error})"
    if given != wanted and not (may_omit and given < wanted):
        return "other placeholders"
    if form != form.strip() and entry.msgid == entry.msgid.strip():
        return "blanks at an end"
    if form.count("\n") != entry.msgid.count("\n"):
        return "other line breaks"
    return ""


def update(texts: dict[Key, Text]) -> None:
    """Merge the texts into every catalogue."""
    for language in PLURAL_FORMS:
        path = catalogue_path(language)
        old = list(polib.pofile(str(path))) if path.exists() else []
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merged(language, texts, old)
        catalogue.save(str(path), newline="\n")
        empty = len(catalogue.untranslated_entries())
        print(f"{path.relative_to(CHECKOUT)}: {len(catalogue)} texts, {empty} not translated")


def check(texts: dict[Key, Text]) -> int:
    """Print what is wrong with the catalogues; 0 if nothing is."""
    wrong = 0
    for language in PLURAL_FORMS:
        path = catalogue_path(language)
        for line in problems(language, polib.pofile(str(path)), texts):
            print(f"{path.relative_to(CHECKOUT)}: {line}", file=sys.stderr)
            wrong += 1
    return min(wrong, 1)


def compile_all(paths: list[Path]) -> None:
    """Write the compiled catalogue beside each."""
    for path in paths:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def main(arguments: list[str]) -> int:
    """Do what the first argument says; `compile` takes files, or does all."""
    verb, *rest = arguments or ["check"]
    if verb == "compile":
        compile_all([Path(name) for name in rest] or [catalogue_path(each) for each in PLURAL_FORMS])
        return 0
    texts = texts_in(CHECKOUT / "cicdesk")
    if verb == "update":
        update(texts)
    elif verb == "extract":
        print("\n".join(repr(one) for one, _many in sorted(texts)))
    elif verb == "check":
        return check(texts)
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
