"""The types of care that presenters hand on; apart from `desk`, so that only the page of care imports the rules."""

from cicdesk.services.arranging.care import Board, CareService, DueRow, Staff
from cicdesk.services.arranging.care_board import Allergy, BoardRow
from cicdesk.services.arranging.care_expected import OnCall, Wish
from cicdesk.services.arranging.care_steps import CareSteps, HandedOver, Said, SignedIn

__all__ = [
    "Allergy",
    "Board",
    "BoardRow",
    "CareService",
    "CareSteps",
    "DueRow",
    "HandedOver",
    "OnCall",
    "Said",
    "SignedIn",
    "Staff",
    "Wish",
]
