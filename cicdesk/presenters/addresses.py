"""An address as people write it: the street with its house and flat, the town behind its postcode, the land last."""

from collections.abc import Mapping, Sequence

NEEDED = frozenset({"street", "house", "locality"})
"""A group of fields that has these is an address."""
_STREET = ("street", "house", "flat")
_TOWN = ("postcode", "locality")
_LAND = ("commune", "county", "voivodeship", "country")


def address_words(told: Mapping[str, str], order: Sequence[str]) -> str:
    """The parts, each in words already; `order` holds the names of all there may be."""
    held = {name: text for name, text in told.items() if text}
    building = "/".join(held[name] for name in ("house", "flat") if name in held)
    street = " ".join(filter(None, (held.get("street"), building))) if "street" in held else ""
    town = " ".join(held[name] for name in _TOWN if name in held)
    if not street and building:  # a village without names of streets
        town = f"{town} {building}".lstrip()
    land = [held[name] for name in _LAND if name in held and held[name] != held.get("locality")]
    others = [held[name] for name in order if name in held and name not in {*_STREET, *_TOWN, *_LAND}]
    return ", ".join(filter(None, (street, town, *land, *others)))
