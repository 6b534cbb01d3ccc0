"""Where the files that travel with the program lie: in the wheel, the bundle or the checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _root(packed: str, checkout: str) -> Path:
    inside = _PACKAGE / packed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout


def resource(name: str) -> Path:
    """The path of a file or folder of resources/ (`codelists/countries.csv`, `translations`)."""
    return _root("_resources", "resources") / name


def ui_file(name: str) -> Path:
    """The path of a file or folder of ui/ (`theme/light.qss`)."""
    return _root("_ui", "ui") / name
