"""Steps outside the charts of `domain/workflows`: whatever program wrote them, they are set aside for a person."""

from cicdesk.domain.versions import RecordState
from cicdesk.domain.workflows.guard import GUARDED, is_way
from cicdesk.wire.messages import Mutation


def off_chart(mutation: Mutation, state: RecordState) -> str:
    """The field of a step that its chart does not know; empty where there is none.

    Judged is only who knew the states that stand now. Whoever wrote at the same time as somebody else, or before
    something that was lost, may have taken a step that was right when it was taken: that is a conflict, for
    people to decide, and nothing to refuse. A new record may begin anywhere, as one that was on paper until then.
    """
    guarded = GUARDED.get(mutation.kind)
    if guarded is None or not mutation.rid or guarded.field not in mutation.set:
        return ""
    standing = state.heads_of(guarded.field)
    known = mutation.bases.get(guarded.field, ())
    if not known or any(version not in standing for version in known):
        return ""
    ways = (is_way(mutation.kind, standing[version].value, mutation.set) for version in known)
    return "" if any(ways) else guarded.field
