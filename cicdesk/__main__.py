"""`cicdesk`: the desktop, and its faces without a window. Each loads only what it needs."""

import sys


def main() -> int:
    """Run what the first word names: `script`, `demo`, else the desktop."""
    arguments = sys.argv[1:]
    match arguments[:1]:
        case ["script"]:
            from cicdesk.script import main as script  # noqa: PLC0415  no window is loaded for it

            return script(arguments[1:])
        case ["demo"]:
            from cicdesk.demo import main as demo  # noqa: PLC0415  loads the server as well

            return demo(arguments[1:])
        case _:
            from cicdesk.gui.sources import keep_no_sources  # noqa: PLC0415  before anything of Qt

            keep_no_sources()
            from cicdesk.desktop import main as desktop  # noqa: PLC0415  loads Qt

            return desktop(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
