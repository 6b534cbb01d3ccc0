"""What another record is called: people, interpreters, rooms and places by their names."""

from cicdesk.presenters.desk import Desk
from cicdesk.store.errors import RecordNotFound


def named(desk: Desk, record: str) -> str:
    """The name that a record has for people; empty where this laptop does not hold it."""
    try:
        values = desk.records.get(record).values
    except RecordNotFound:
        return ""
    parts = (values.get("given_names"), values.get("family_name"))
    written = " ".join(str(each) for each in parts if each)
    others = (values.get(name) for name in ("original_name", "agency", "name"))
    return written or next((str(each) for each in others if each), "")
