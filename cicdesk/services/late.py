"""The services of an open profile that no unlocking needs: each is made, with its imports, when it is first wanted."""

from functools import cached_property
from typing import TYPE_CHECKING

from cicdesk.domain.roles import Area
from cicdesk.services.context import Context
from cicdesk.services.files import FileService
from cicdesk.services.guarded import GuardedRecords
from cicdesk.services.staff import StaffService

if TYPE_CHECKING:
    from cicdesk.services.arranging.bookings import BookingService
    from cicdesk.services.arranging.calendar import CalendarService
    from cicdesk.services.arranging.care import CareService
    from cicdesk.services.arranging.care_steps import CareSteps
    from cicdesk.services.arranging.coordinator import CoordinatorService
    from cicdesk.services.arranging.matching import MatchingService
    from cicdesk.services.duplicates.service import DuplicatesService
    from cicdesk.services.exporting.funder import FunderFileService
    from cicdesk.services.exporting.lists import ListService
    from cicdesk.services.exporting.reporting import ReportService
    from cicdesk.services.indicators.files import IndicatorFileService
    from cicdesk.services.indicators.service import IndicatorService
    from cicdesk.services.merging.service import MergingService
    from cicdesk.services.papers import PaperService
    from cicdesk.services.profiles.service import ProfileService
    from cicdesk.services.reviewing.deciding import ReviewService
    from cicdesk.services.reviewing.queue import ReviewQueue
    from cicdesk.services.support.completeness import CompletenessService
    from cicdesk.services.support.giving import SupportService


class LateServices:
    """What the desk offers beside the services that every window asks for at once."""

    def __init__(
        self, context: Context, records: GuardedRecords, staff: StaffService, files: FileService
    ) -> None:
        self.context = context
        self.records = records
        self.staff = staff
        self.files = files

    @cached_property
    def matching(self) -> "MatchingService":
        """Who can interpret."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.arranging.matching import MatchingService  # noqa: PLC0415  rules that no start needs

        return MatchingService(self.context)

    @cached_property
    def bookings(self) -> "BookingService":
        """What is known to be in the way of a booking."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.arranging.bookings import BookingService  # noqa: PLC0415  rules that no start needs

        return BookingService(self.context)

    @cached_property
    def calendar(self) -> "CalendarService":
        """Whose time is booked when."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.arranging.calendar import CalendarService  # noqa: PLC0415  rules that no start needs

        return CalendarService(self.context, self.records, self.bookings, self.staff)

    @cached_property
    def care(self) -> "CareService":
        """The day in care."""
        self.context.enter(Area.CARE)
        from cicdesk.services.arranging.care import CareService  # noqa: PLC0415  rules that no start needs

        return CareService(self.context)

    @cached_property
    def care_steps(self) -> "CareSteps":
        """What is done at the door of a place of care."""
        self.context.enter(Area.CARE)
        from cicdesk.services.arranging.care_steps import CareSteps  # noqa: PLC0415  rules that no start needs

        return CareSteps(self.context, self.records, self.care)

    @cached_property
    def papers(self) -> "PaperService":
        """Printed papers; what makes them is imported when the first one is wanted."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.papers import PaperService  # noqa: PLC0415  unlocking need not wait for it

        return PaperService(self.context, self.records, self.staff, self.files)

    @cached_property
    def funder_file(self) -> "FunderFileService":
        """The funder's file, and what the funder's system says of it."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.exporting.funder import FunderFileService  # noqa: PLC0415  no start needs it

        return FunderFileService(self.context, self.records)

    @cached_property
    def lists(self) -> "ListService":
        """Lists that leave the house."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.exporting.lists import ListService  # noqa: PLC0415  no start needs it

        return ListService(self.context, self.records, self.staff, self.care)

    @cached_property
    def reports(self) -> "ReportService":
        """Reports of trips and months, and the copy of a person's data."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.exporting.reporting import ReportService  # noqa: PLC0415  no start needs it

        return ReportService(self.context, self.records, self.staff)

    @cached_property
    def coordinator(self) -> "CoordinatorService":
        """The coordinator's boards about interpreters."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.arranging.coordinator import CoordinatorService  # noqa: PLC0415  no start needs it

        return CoordinatorService(self.context)

    @cached_property
    def support(self) -> "SupportService":
        """Support given to people, and their part in projects."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.support.giving import SupportService  # noqa: PLC0415  no start needs it

        return SupportService(self.context, self.records)

    @cached_property
    def completeness(self) -> "CompletenessService":
        """What people lack to be reported."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.support.completeness import CompletenessService  # noqa: PLC0415  no start needs it

        return CompletenessService(self.context)

    @cached_property
    def merging(self) -> "MergingService":
        """Files that are of one person."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.merging.service import MergingService  # noqa: PLC0415  no start needs it

        return MergingService(self.context)

    @cached_property
    def duplicates(self) -> "DuplicatesService":
        """People who may be one person."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.duplicates.service import DuplicatesService  # noqa: PLC0415  no start needs it

        return DuplicatesService(self.context, self.records, self.merging)

    @cached_property
    def indicators(self) -> "IndicatorService":
        """The numbers that funders want, and who is behind each."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.indicators.service import IndicatorService  # noqa: PLC0415  no start needs it

        return IndicatorService(self.context, self.records)

    @cached_property
    def indicator_files(self) -> "IndicatorFileService":
        """The same numbers as files that leave the house."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.indicators.files import IndicatorFileService  # noqa: PLC0415  no start needs it

        return IndicatorFileService(self.context, self.records, self.staff)

    @cached_property
    def profiles(self) -> "ProfileService":
        """Published project profiles."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.profiles.service import ProfileService  # noqa: PLC0415  no start needs it

        return ProfileService(self.context, self.records)

    @cached_property
    def review_queue(self) -> "ReviewQueue":
        """The cases to be reviewed."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.reviewing.queue import ReviewQueue  # noqa: PLC0415  no start needs it

        return ReviewQueue(self.context)

    @cached_property
    def reviewing(self) -> "ReviewService":
        """One case on the coordinator's desk, and what is decided about it."""
        self.context.enter(Area.OFFICE)
        from cicdesk.services.reviewing.deciding import ReviewService  # noqa: PLC0415  no start needs it

        return ReviewService(self.context)
