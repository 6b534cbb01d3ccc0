"""`python -m cicdesk.server`."""

import sys

from cicdesk.server.cli import main

sys.exit(main())
