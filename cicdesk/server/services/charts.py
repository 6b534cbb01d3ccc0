"""Steps outside the charts of `domain/workflows`, and past the door of a place of care.

Whatever program wrote them, they are set aside for a person.
"""

from cicdesk.domain.door import SESSION, comes_in, unasked
from cicdesk.domain.versions import RecordState
from cicdesk.domain.workflows.guard import GUARDED, is_way
from cicdesk.schema.values import Value
from cicdesk.wire.messages import Mutation

_STATE = "state"


def off_chart(mutation: Mutation, state: RecordState) -> str:
    """The field of a step that its chart does not know; empty where there is none.

    Judged is only who knew the states that stand now. Whoever wrote at the same time as somebody else, or before
    something that was lost, may have taken a step that was right when it was taken: that is a conflict, for
    people to decide, and nothing to refuse. A new record may begin anywhere, as one that was on paper until then.
    """
    guarded = GUARDED.get(mutation.kind)
    if guarded is None or not mutation.rid or guarded.field not in mutation.set:
        return ""
    known = _known(mutation, state, guarded.field)
    ways = [is_way(mutation.kind, value, mutation.set) for value in known]
    return "" if any(ways) or not ways else guarded.field


def past_the_door(mutation: Mutation, state: RecordState | None) -> str:
    """The field that shows that somebody was taken into care without the door having been asked; empty where it was.

    The same edits are judged as above, and new records too.
    """
    if mutation.kind != SESSION or _STATE not in mutation.set:
        return ""
    before = [None] if state is None else _known(mutation, state, _STATE)
    if not before or not all(comes_in(SESSION, each, mutation.set[_STATE]) for each in before):
        return ""
    return unasked({**(state.data if state else {}), **mutation.set})


def _known(mutation: Mutation, state: RecordState, field: str) -> list[Value]:
    """What its writer knew of the field, if that is what stands now."""
    standing = state.heads_of(field)
    known = mutation.bases.get(field, ())
    return [standing[each].value for each in known] if all(each in standing for each in known) else []
