"""A request refused whole, with a numbered reason."""

from cicdesk.wire.errors import WireError


class Refused(Exception):
    """The request is refused. `why` is for engineers and never holds personal data."""

    def __init__(self, error: WireError, why: str = "", *, time: int = 0, retry_after: int = 0) -> None:
        self.error = error
        self.why = why
        self.time = time
        self.retry_after = retry_after
        super().__init__(error.name)
