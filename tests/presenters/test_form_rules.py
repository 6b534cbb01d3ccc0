"""Whatever is done to a form of any record type, in whatever order, nothing typed is lost."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from cicdesk.presenters.form_desk import DraftState, FormStart
from cicdesk.schema.fields import Level
from cicdesk.schema.problems import Severity
from cicdesk.schema.records import RecordSpec, registry
from cicdesk.schema.snapshot import Changes
from cicdesk.schema.values import Value, Values, is_blank
from tests.schema.samples import any_value
from tests.support.forms import Office
from tests.support.sitting import Sitting

SPECS = list(registry().values())
any_spec = st.sampled_from(SPECS)


@dataclass(frozen=True)
class Act:
    """Somebody puts something into a field, and may leave the field then."""

    name: str
    value: Value
    leaves: bool

    def do(self, sitting: Sitting) -> None:
        sitting.form.change(self.name, self.value)
        if self.leaves:
            sitting.form.settle(self.name)


def acts(spec: RecordSpec) -> st.SearchStrategy[list[Act]]:
    """What people do: they type into what a form lets them type into."""
    typed = [f for f in spec.fields if f.name != spec.root_field and f.in_form and not f.locked]
    chosen = st.sampled_from(typed or spec.fields)
    one = chosen.flatmap(lambda f: st.builds(Act, st.just(f.name), any_value(f), st.booleans()))
    return st.lists(one, max_size=8)


def begun(spec: RecordSpec) -> FormStart:
    """A new form as it is opened: inside the file of its record, with what only the program fills in."""
    given = {f.name for f in spec.fields if f.read_only and f.level is Level.REQUIRED} | {spec.root_field}
    return FormStart(spec, values=dict.fromkeys(sorted(given - {""}), "0123456789abcdef"))


def sat(spec: RecordSpec, data: st.DataObject) -> Sitting:
    """A form in which somebody was busy."""
    sitting = Sitting(begun(spec))
    for act in data.draw(acts(spec)):
        act.do(sitting)
    return sitting


def filled(values: Values) -> dict[str, Value]:
    """What is there; fields that were emptied are as good as never touched."""
    return {name: value for name, value in values.items() if not is_blank(value)}


@given(spec=any_spec, data=st.data())
def test_undo_leads_back_to_the_beginning_and_redo_to_the_end(spec: RecordSpec, data: st.DataObject) -> None:
    sitting = sat(spec, data)
    form, end = sitting.form, filled(sitting.form.values)
    while form.status().can_undo:
        form.undo()
    assert filled(form.values) == filled(Sitting(begun(spec)).form.values)
    while form.status().can_redo:
        form.redo()
    assert filled(form.values) == end


@given(spec=any_spec, data=st.data())
def test_only_what_is_in_sight_is_complained_about(spec: RecordSpec, data: st.DataObject) -> None:
    status = sat(spec, data).form.status()
    assert status.visible <= spec.by_name.keys()
    named = {problem.field.partition("/")[0] for problem in status.problems}
    assert named & spec.by_name.keys() <= status.visible
    assert set(status.missing) <= spec.by_name.keys()
    assert sum(count.missing for count in status.counts.values()) == len(status.missing)


@given(spec=any_spec, data=st.data())
def test_only_an_error_in_sight_keeps_it_from_being_saved(spec: RecordSpec, data: st.DataObject) -> None:
    sitting = sat(spec, data)
    form = sitting.form
    form.save()
    errors = [p for p in form.status().problems if p.severity is Severity.ERROR]
    assert bool(sitting.paper.saved) != bool(sitting.paper.jumps)
    assert bool(sitting.paper.jumps) == bool(errors)


@given(spec=any_spec, data=st.data())
def test_a_draft_opens_with_all_that_was_typed(spec: RecordSpec, data: st.DataObject) -> None:
    sitting = sat(spec, data)
    sitting.form.keep()
    assert sitting.form.status().draft in {DraftState.NONE, DraftState.KEPT}
    for draft in sitting.office.drafts.kept.values():
        again = Sitting(FormStart(spec, draft=draft), sitting.office)
        assert filled(again.form.values) == filled(sitting.form.values)
        assert again.form.status().visible == sitting.form.status().visible
    assert bool(sitting.office.drafts.kept) == sitting.form.status().dirty


@given(spec=any_spec, data=st.data())
def test_a_sync_takes_nothing_that_was_typed(spec: RecordSpec, data: st.DataObject) -> None:
    office = Office()
    held = office.records.put(spec.kind, {})
    sitting = Sitting(FormStart(spec, record=held), office)
    for act in data.draw(acts(spec)):
        act.do(sitting)
    typed = filled(sitting.form.values)
    theirs = data.draw(st.fixed_dictionaries({f.name: any_value(f) for f in spec.fields[:4]}))
    fresh = replace(held, values=theirs)
    office.records.held[held.id] = fresh
    sitting.form.apply(Changes(frozenset({held.id}), frozenset({held.kind})))
    kept = {name: sitting.form.values.get(name) for name in typed}
    assert kept == typed
