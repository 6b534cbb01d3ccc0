"""Whether an answer can be taken at all: its parts have to fit each other and the question."""

from collections.abc import Iterable, Sequence

from cicdesk.sync.errors import BrokenAnswer
from cicdesk.wire.messages import PullReply, PushReply

_OUTCOMES = frozenset({"dup", "quarantined", "erased"})
_PAIR = 2


def check_push(reply: PushReply, records: Sequence[str]) -> None:
    """BrokenAnswer unless it says something of each edit of these records, once, and of no others."""
    sent = len(records)
    _need(_are_runs(reply.seqs) and sum(run[1] for run in reply.seqs) == sent)
    _need(all(0 <= place < sent and each.r in _OUTCOMES for place, each in reply.outcomes.items()))
    _need(_is_known(reply.known))
    _need({state.rid for state in reply.states} <= set(records))
    if reply.pull is not None:
        check_pull(reply.pull)


def check_pull(reply: PullReply, wanted: Iterable[str] | None = ()) -> None:
    """BrokenAnswer unless its pages are whole and it sends no other records for those that were wanted.

    None: the server was free to choose.
    """
    _need(_is_known(reply.known))
    _need(wanted is None or {state.rid for state in reply.wanted} <= set(wanted))
    for page in reply.parts.values():
        _need(_are_runs(page.own) and page.cursor >= 0 and len(page.digest) in {0, _PAIR})


def check_salvage(reply: PushReply) -> None:
    """BrokenAnswer unless the commit it names is one."""
    _need(_is_known(reply.known))


def _are_runs(runs: Iterable[Sequence[int]]) -> bool:
    return all(len(run) == _PAIR and run[0] >= 0 and run[1] > 0 for run in runs)


def _is_known(known: Sequence[int]) -> bool:
    """Nothing stands for: the commit that the device named."""
    return len(known) in {0, _PAIR}


def _need(condition: bool) -> None:  # noqa: FBT001  it is the whole question
    if not condition:
        raise BrokenAnswer
