"""The page of reports with its tabs and their presenters."""

from collections.abc import Callable

from cicdesk.base.i18n import N_
from cicdesk.gui.navigation import Navigator
from cicdesk.gui.pages.export_funder import FunderPanel
from cicdesk.gui.pages.export_lists import ListsPanel
from cicdesk.gui.pages.export_reports import ReportsPanel
from cicdesk.gui.pages.indicators_page import IndicatorsPanel
from cicdesk.gui.pages.profiles_panel import ProfilesPanel
from cicdesk.gui.pages.reports_page import ReportsPage, Tab
from cicdesk.gui.printing.press import QtPress
from cicdesk.gui.workshop import Workshop
from cicdesk.presenters.desk import Desk
from cicdesk.presenters.export_funder import FunderPresenter
from cicdesk.presenters.export_lists import ListsPresenter
from cicdesk.presenters.export_reports import ReportsPresenter
from cicdesk.presenters.indicators import IndicatorsPresenter
from cicdesk.presenters.profiles import ProfilesPresenter

Failed = Callable[[BaseException], object]


def make_reports(
    navigator: Navigator, desk: Desk, work: Workshop, failed: Failed
) -> tuple[ReportsPage, list[Callable[[], object]]]:
    """The page, and what ends its work when the profile is locked."""
    stops: list[Callable[[], object]] = []
    tabs = [
        _funder(navigator, desk, work, failed, stops),
        _lists(desk, work, failed, stops),
        _papers(desk, work, failed, stops),
        _indicators(navigator, desk, work, failed, stops),
        _profiles(desk, work, failed),
    ]
    return ReportsPage(tabs), stops


def _funder(
    navigator: Navigator, desk: Desk, work: Workshop, failed: Failed, stops: list[Callable[[], object]]
) -> Tab:
    panel = FunderPanel(navigator, failed)
    presenter = FunderPresenter(panel, desk, work.runner, work.clock, work.bus.publish)
    panel.use(presenter)
    stops.append(presenter.stop)
    return Tab(N_("Funder's file"), panel, presenter.changed)


def _lists(desk: Desk, work: Workshop, failed: Failed, stops: list[Callable[[], object]]) -> Tab:
    panel = ListsPanel(failed)
    presenter = ListsPresenter(panel, desk, work.runner, work.clock, work.bus.publish)
    panel.use(presenter)
    stops.append(presenter.stop)
    return Tab(N_("Lists"), panel)


def _papers(desk: Desk, work: Workshop, failed: Failed, stops: list[Callable[[], object]]) -> Tab:
    panel = ReportsPanel(failed)
    presenter = ReportsPresenter(panel, desk, work.runner, work.clock, work.bus.publish, QtPress())
    panel.use(presenter)
    stops.append(presenter.stop)
    return Tab(N_("Trip and month"), panel)


def _indicators(
    navigator: Navigator, desk: Desk, work: Workshop, failed: Failed, stops: list[Callable[[], object]]
) -> Tab:
    panel = IndicatorsPanel(navigator, failed)
    presenter = IndicatorsPresenter(panel, desk, work.runner, work.clock, work.bus.publish, QtPress())
    panel.use(presenter)
    stops.append(presenter.stop)
    return Tab(N_("Indicators"), panel, presenter.changed)


def _profiles(desk: Desk, work: Workshop, failed: Failed) -> Tab:
    panel = ProfilesPanel(failed)
    presenter = ProfilesPresenter(panel, desk, work.runner, work.clock, work.bus.publish)
    panel.use(presenter)
    return Tab(N_("Profiles"), panel, presenter.changed)
