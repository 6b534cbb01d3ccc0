"""What a record still lacks to be reported, under the project it belongs to."""

from cicdesk.domain.reportable import missing
from cicdesk.schema.profiles import Profile, profiles
from cicdesk.schema.values import Values


def missing_for(kind: str, values: Values) -> tuple[str, ...]:
    """The names of the fields still missing: the usual ones, and those of the record's own project."""
    project = _profile(str(values.get("project") or ""))
    if project is None:
        return missing(kind, values)
    return tuple(n for n in missing(kind, values, project.needed) if n not in project.not_needed)


def _profile(code: str) -> Profile | None:
    return next((each for each in profiles() if each.code.casefold() == code.casefold()), None)
