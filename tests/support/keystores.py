"""Keyrings of the tests."""

from typing import Any


class MemoryKeystore:
    """A keyring in memory."""

    present = True

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def load(self, name: str) -> bytes | None:
        """The secret of that name."""
        return self.secrets.get(name)

    def store(self, name: str, secret: bytes) -> None:
        """Keep a secret."""
        self.secrets[name] = secret

    def drop(self, name: str) -> None:
        """Destroy a secret."""
        self.secrets.pop(name, None)


class FakeBackend:
    """What the keyring library calls a backend."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        """The text under a name."""
        self._fail()
        return self.held.get((service, name))

    def set_password(self, service: str, name: str, text: str) -> None:
        """Keep a text."""
        self._fail()
        self.held[service, name] = text

    def delete_password(self, service: str, name: str) -> None:
        """Destroy a text."""
        self._fail()
        del self.held[service, name]

    def _fail(self) -> None:
        if self.failure:
            raise self.failure


def backend_named(name: str, **more: Any) -> Any:  # noqa: ANN401  an object of a class made here
    """An object whose class bears this full name."""
    module, _, kind = name.rpartition(".")
    made = type(kind, (FakeBackend,), {"__module__": module})()
    for attribute, value in more.items():
        setattr(made, attribute, value)
    return made
