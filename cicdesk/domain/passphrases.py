"""How long a passphrase has to be. Length is all that is asked; words are an example of how to reach it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Length:
    """What is asked of a passphrase."""

    least: int
    """Characters."""
    words: int
    """So many words drawn by lot are as long, and strong enough."""


WITH_KEYRING = Length(15, 5)
"""A copied disk is of no use without the secret in the system's keyring."""
WITHOUT_KEYRING = Length(28, 6)
"""The passphrase alone protects a copied disk."""


def length_asked(*, keyring: bool) -> Length:
    """What is asked on a laptop with or without a keyring that keeps secrets."""
    return WITH_KEYRING if keyring else WITHOUT_KEYRING
