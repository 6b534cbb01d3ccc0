"""Looks whether Qt can run on this machine, and says what to install where it cannot.

Qt is inside the wheel; what it loads from the system is not. A missing library would otherwise show as
an import error that names one file, one at a time, and no package.
"""

import ctypes
import os
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """A system library that Qt loads, and the packages that bring it."""

    file: str
    debian: str
    fedora: str


ALWAYS = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libX11.so.6", "libx11-6", "libX11"),
)
"""Needed even without a screen."""

X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
"""Needed to show windows on X11."""

WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)
"""Needed to show windows on Wayland."""

_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([]); print('ready')"
_LONGEST = 60


def missing(libraries: tuple[Library, ...]) -> list[Library]:
    """Those of the libraries that this machine cannot load."""
    return [each for each in libraries if not _loads(each.file)]


def advice(absent: list[Library], purpose: str) -> str:
    """What to install, for people; empty if nothing is missing."""
    if not absent:
        return ""
    debian = " ".join(sorted({each.debian for each in absent}))
    fedora = " ".join(sorted({each.fedora for each in absent}))
    return (
        f"Qt cannot {purpose} on this machine: it lacks {', '.join(each.file for each in absent)}.\n"
        f"  Debian, Ubuntu:  apt install {debian}\n"
        f"  Fedora:          dnf install {fedora}\n"
        "Then run the same command again."
    )


def start_offscreen() -> str:
    """Start Qt without a screen in a process of its own; empty if it started, else what it said."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        tried = subprocess.run(  # noqa: S603  this very Python with a text of ours
            [sys.executable, "-c", _PROBE],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Qt did not start within {_LONGEST} seconds."
    if tried.returncode == 0 and "ready" in tried.stdout:
        return ""
    return tried.stderr.strip() or f"Qt ended with {tried.returncode}."


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _needed(*, windows: bool) -> tuple[Library, ...]:
    if sys.platform != "linux":
        return ()
    if not windows:
        return ALWAYS
    return (*ALWAYS, *(WAYLAND if os.environ.get("WAYLAND_DISPLAY") else X11))


def main(arguments: list[str]) -> int:
    """0 if Qt runs here; with `--windows`, if it can show windows too."""
    windows = "--windows" in arguments
    purpose = "show windows" if windows else "run"
    if words := advice(missing(_needed(windows=windows)), purpose):
        print(words, file=sys.stderr)
        return 1
    if said := start_offscreen():
        print(f"Qt could not be started:\n{said}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
