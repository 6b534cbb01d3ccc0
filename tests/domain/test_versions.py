"""The heads kept by writes in any order are those of the whole graph."""

import random
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from cicdesk.domain.versions import RecordState, write, write_bases
from cicdesk.wire.messages import ALIVE, Head

FIELD = "family_name"


@dataclass
class Graph:
    """One field as the protocol defines it: every version for ever, heads are those that none replaced."""

    nodes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    current: str = ""

    def heads(self) -> set[str]:
        """The versions that no other names as replaced."""
        replaced = {base for bases in self.nodes.values() for base in bases}
        return {version for version in self.nodes if version not in replaced}

    def add(self, version: str, bases: tuple[str, ...]) -> None:
        """Grow; the current value stays until something that knew it replaces it."""
        self.nodes[version] = bases
        heads = self.heads()
        if self.current not in heads:
            self.current = version if version in heads else max(heads)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, tuple[str, ...]]]:
    """Writes that each replaced some earlier ones, in the order in which they arrive; some never do."""
    count = draw(st.integers(1, 12))
    names = [f"v{n:02}" for n in range(count)]
    written = [
        (name, tuple(sorted(draw(st.sets(st.sampled_from(names[:n]), max_size=3))))) if n else (name, ())
        for n, name in enumerate(names)
    ]
    order = draw(st.permutations(written))
    return order[: draw(st.integers(1, count))]


@given(histories())
def test_any_order_gives_the_graphs_heads(arrivals: list[tuple[str, tuple[str, ...]]]) -> None:
    state, graph, applied = RecordState("r", "r", "person"), Graph(), set[str]()
    for version, bases in arrivals:
        applied.add(version)
        write(state, FIELD, version, Head(value=version), bases, applied.__contains__)
        graph.add(version, bases)
        assert set(state.heads_of(FIELD)) == graph.heads()
        assert state.version(FIELD) == graph.current
        assert state.data[FIELD] == graph.current


@given(histories(), st.randoms(use_true_random=False))
def test_the_set_of_heads_does_not_depend_on_the_order(
    arrivals: list[tuple[str, tuple[str, ...]]], dice: random.Random
) -> None:
    found = []
    for _ in range(2):
        state, applied = RecordState("r", "r", "person"), set[str]()
        for version, bases in arrivals:
            applied.add(version)
            write(state, FIELD, version, Head(value=version), bases, applied.__contains__)
        found.append((set(state.heads_of(FIELD)), sorted(state.early.get(FIELD, []))))
        arrivals = list(arrivals)
        dice.shuffle(arrivals)
    assert found[0] == found[1]


@given(histories(), st.data())
def test_what_a_version_replaced_may_be_learnt_later(
    arrivals: list[tuple[str, tuple[str, ...]]], data: st.DataObject
) -> None:
    """A version that somebody gave back without what it replaced, and then its author's own copy."""
    state, graph, applied = RecordState("r", "r", "person"), Graph(), set[str]()
    bare = data.draw(st.sets(st.sampled_from([version for version, _ in arrivals])))
    for version, bases in arrivals:
        applied.add(version)
        known = () if version in bare else bases
        write(state, FIELD, version, Head(value=version), known, applied.__contains__)
        graph.add(version, bases)
    replaced = [(version, bases) for version, bases in arrivals if version in bare]
    for version, bases in data.draw(st.permutations(replaced)):
        write_bases(state, FIELD, version, bases, applied.__contains__)
    assert set(state.heads_of(FIELD)) == graph.heads()
    assert state.version(FIELD) in graph.heads()
    assert state.data[FIELD] == state.version(FIELD)


@given(histories(), st.data())
def test_what_a_restored_server_is_given_back_replaces_what_it_replaced(
    arrivals: list[tuple[str, tuple[str, ...]]], data: st.DataObject
) -> None:
    """Laptops hold the heads of a lost history with their bases, and nothing else of it."""
    lost, restored = RecordState("v00", "v00", "person"), RecordState("v00", "v00", "person")
    graph, applied = Graph(), set[str]()
    backed_up = data.draw(st.integers(0, len(arrivals)))
    for n, (version, bases) in enumerate(arrivals):
        everything = {v for v, _ in arrivals[:n]}
        write(lost, FIELD, version, Head(value=version), bases, everything.__contains__)
        if n < backed_up:
            write(restored, FIELD, version, Head(value=version), bases, everything.__contains__)
            graph.add(version, bases)
            applied.add(version)
    replaced = dict(arrivals)
    for version, head in lost.heads_of(FIELD).items():
        assert [base or "v00" for base in head.bases] == list(replaced[version])
        if version not in applied:
            applied.add(version)
            write(restored, FIELD, version, head, replaced[version], applied.__contains__)
            graph.add(version, replaced[version])
    assert set(restored.heads_of(FIELD)) == graph.heads()


def test_a_base_learnt_before_it_arrives_is_no_head_when_it_does() -> None:
    state = RecordState("r", "r", "person")
    write(state, FIELD, "m2", Head(value="new"), (), lambda _version: False)
    write_bases(state, FIELD, "m2", ["m1"], {"m2"}.__contains__)
    write(state, FIELD, "m1", Head(value="old"), (), {"m2"}.__contains__)
    assert (set(state.heads_of(FIELD)), state.early) == ({"m2"}, {})


def test_a_version_that_claims_to_replace_every_head_replaces_nothing() -> None:
    state = RecordState("r", "r", "person")
    write(state, FIELD, "m1", Head(value="Żuk"), (), lambda _version: False)
    write_bases(state, FIELD, "m1", ["m1", "m9"], {"m1"}.__contains__)
    assert (set(state.heads_of(FIELD)), state.data, state.early) == ({"m1"}, {FIELD: "Żuk"}, {})


def test_a_creation_needs_no_version_of_its_own() -> None:
    state = RecordState("r", "r", "person")
    write(state, FIELD, "r", Head(value="Żuk"), (), lambda _version: False)
    assert (state.ver, state.heads, state.version(FIELD)) == ({}, {}, "r")


def test_deleted_only_while_every_head_was_seen() -> None:
    state = RecordState("r", "r", "person", data={FIELD: "Żuk", ALIVE: False}, seen={"r": {"r": [FIELD]}})
    assert state.deleted
    write(state, FIELD, "m1", Head(value="Zhuk"), (), lambda _version: False)
    assert (state.deleted, state.deletion_asked, state.unseen()) == (False, True, {FIELD})


def test_each_deletion_that_stands_keeps_what_its_own_author_had_seen() -> None:
    state = RecordState("r", "r", "person", data={FIELD: "Żuk"})
    for version in ("d1", "d2"):
        write(state, ALIVE, version, Head(value=False), (), lambda _version: False)
        state.keep_seen(version, {"r": [FIELD]} if version == "d2" else {"x": [FIELD]})
    assert (state.version(ALIVE), state.deleted) == ("d1", False)
    write(state, ALIVE, "e", Head(value=False), ["d1"], lambda _version: False)
    state.keep_seen("e", {})
    assert state.seen == {"d2": {"r": [FIELD]}}
    write_bases(state, ALIVE, "d2", ["e"], {"e"}.__contains__)
    assert state.deleted
