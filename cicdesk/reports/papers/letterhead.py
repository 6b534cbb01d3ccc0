"""The head of a paper: who gives it and who pays for it, as the project's profile says."""

from dataclasses import dataclass

from cicdesk.reports.papers.saying import Said, Speaker
from cicdesk.schema.profiles import Profile


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the top of the first page, and the clause about personal data."""

    institution: str
    office: str
    contact: str
    phone: str
    project: Said
    number: str
    strip: tuple[str, ...]
    """The names beside whose signs the funder wants to stand; as words where no logo is shipped."""
    clause: Said
    clause_version: str


def letterhead(profile: Profile | None, speaker: Speaker, office: str) -> Letterhead:
    """The head of papers of that project, given out by that office; without a project the office stands alone."""
    if profile is None:
        return Letterhead("", office, "", "", Said(), "", (), Said(), "")
    paper, second = profile.paper, speaker.second
    first_clause = paper.clause.get("pl", "")
    return Letterhead(
        institution=paper.institution,
        office=office,
        contact=" · ".join(filter(None, (paper.address, paper.phone, paper.email, paper.website))),
        phone=paper.phone,
        project=_both(profile.name("pl"), profile.names.get(second.language, "") if second else ""),
        number=profile.number,
        strip=paper.strip,
        clause=_both(first_clause, paper.clause.get(second.language, "") if second else ""),
        clause_version=paper.version,
    )


def _both(first: str, second: str) -> Said:
    return Said(first, "" if first == second else second)
