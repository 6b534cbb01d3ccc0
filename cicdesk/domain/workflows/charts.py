"""All workflows, and each as a chart that Markdown can show."""

from typing import Any

from cicdesk.domain.workflows.appointment import APPOINTMENT, BOOKING_PART
from cicdesk.domain.workflows.care import CARE_REQUEST, CARE_SESSION
from cicdesk.domain.workflows.engine import Workflow
from cicdesk.domain.workflows.interpreter_request import INTERPRETER_REQUEST

WORKFLOWS: tuple[Workflow[Any], ...] = (
    INTERPRETER_REQUEST,
    CARE_REQUEST,
    CARE_SESSION,
    APPOINTMENT,
    BOOKING_PART,
)


def mermaid(chart: Workflow[Any]) -> str:
    """The chart as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {chart.start}"]
    lines += [f"    {each.source} --> {each.target}: {each.action}" for each in chart.transitions]
    lines += [f"    {state} --> [*]" for state in chart.states if state in chart.final]
    return "\n".join(lines)
