"""One of several processes behind one port; started by serve.py, never by hand."""

import os
import socket
import sys

from cicdesk.server.serve import run
from cicdesk.server.settings import from_environment


def main() -> None:
    """Serve on the inherited socket and say on the inherited pipe when ready."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    pipe = int(sys.argv[2])

    def ready() -> None:
        os.write(pipe, b"1")
        os.close(pipe)

    run(from_environment(os.environ["CICDESK_DATABASE_URL"]), listener, ready)


if __name__ == "__main__":
    main()
