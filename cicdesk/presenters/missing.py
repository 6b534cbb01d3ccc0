"""What a record still lacks to be reported, under the project it belongs to."""

from cicdesk.domain.reportable import missing_for

__all__ = ["missing_for"]
