"""The words of every error: what happened, and what to do next. Nowhere else does an error get words."""

import datetime as dt
from dataclasses import dataclass

from cicdesk.base.errors import CicdeskError, Who
from cicdesk.base.i18n import N_, _
from cicdesk.presenters.failures_files import OF_FILES


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error for people."""

    title: str
    """What happened, in one sentence."""
    text: str
    """The technical name of it, for whoever is rung up."""
    advice: str
    """What to do next."""
    who: Who
    code: str


FAILURES: dict[str, tuple[str, str]] = {
    # the file and its keys
    "store_busy": (N_("The data on this laptop are in use."), N_("Wait a moment and try again.")),
    "disk_full": (
        N_("The disk is full. What you did last is not saved."),
        N_(
            "Delete something large or empty the bin, then save again. Nothing that was saved earlier is lost."
        ),
    ),
    "store_damaged": (
        N_("The data file on this laptop is damaged."),
        N_("Restore the newest copy from the list. What was synced is at the centre as well."),
    ),
    "wrong_key_or_damaged": (
        N_("The data file cannot be read with this laptop's keys."),
        N_("Restore a copy from the list, or ask the coordinator. Do not delete anything."),
    ),
    "store_missing": (
        N_("The keys are here, but the data file is missing."),
        N_("Restore a copy from the list. A new, empty file is never made in its place."),
    ),
    "store_too_new": (
        N_("A newer version of cicdesk wrote these data."),
        N_("Install the newest version. Nothing was changed."),
    ),
    "store_fault": (
        N_("The data file refused something that should have worked."),
        N_("What you typed is kept as a draft. Please report this."),
    ),
    "profile_refused": (
        N_("The profile of the project cannot be used: {fault}"),
        N_("Put this line right and publish it again. Until then the last good profile holds."),
    ),
    "record_not_found": (N_("This record is not on this laptop."), N_("Sync, then look for it again.")),
    "already_running": (
        N_("cicdesk is already open for this profile."),
        N_("Look for its window; only one can be open at a time."),
    ),
    "folder_unusable": (
        N_("The folder for the data of cicdesk cannot be written to: {file}"),
        N_("Make room on the disk, or have the rights of the folder put right. Nothing was changed."),
    ),
    "unknown_user": (N_("Nobody of this name can unlock this laptop."), N_("Choose a name from the list.")),
    "user_exists": (N_("Somebody of this name is on this laptop already."), N_("Choose another name.")),
    "weak_passphrase": (
        N_("This passphrase is too short."),
        N_(
            "Use at least {least} characters, {words} words for instance. Length protects better than symbols."
        ),
    ),
    "wrong_passphrase": (
        N_("The passphrase is not right."),
        N_("Check Caps Lock and the keyboard's language, then try again."),
    ),
    "too_soon": (
        N_("Too many wrong passphrases."),
        N_("Wait until the time shown has passed, then try again."),
    ),
    "keyring_refused": (
        N_("The system's keyring is locked or does not answer."),
        N_("Unlock it in the system's settings or sign in to the computer again."),
    ),
    "secret_gone": (
        N_("This laptop's own part of the key is gone from the system's keyring."),
        N_("Ask the coordinator for a recovery. Do not delete anything."),
    ),
    "locked": (N_("The profile is locked."), N_("Unlock it first; what you typed is kept as a draft.")),
    # what a person typed
    "invalid_record": (
        N_("Something in the form has to be put right."),
        N_("The fields are marked in the form."),
    ),
    "person": (N_("This cannot be done as it is."), N_("Check what you entered.")),
    # the way to the centre
    "surroundings": (N_("Something outside cicdesk is in the way."), N_("Try again later. Nothing is lost.")),
    "unreachable": (
        N_("The centre cannot be reached."),
        N_("Go on working. Everything waits here and is sent when there is a network."),
    ),
    "name_unknown": (
        N_("The centre's address cannot be found."),
        N_("Usually there is just no network. If other pages open, check the address in the settings."),
    ),
    "too_slow": (N_("The centre did not answer in time."), N_("It is tried again by itself.")),
    "network_not_ready": (
        N_("This network wants you to sign in first."),
        N_("Open a web browser, sign in to the network, then press F5."),
    ),
    "not_trusted": (
        N_("The centre's certificate is not trusted."),
        N_("Check the date of this computer. If it is right, ask the coordinator; nothing was sent."),
    ),
    "ca_file_unreadable": (
        N_("The organisation's certificate cannot be read from the file {file}."),
        N_("Choose the file anew in the preferences, or ask the coordinator for it. Nothing was sent."),
    ),
    "not_secure": (
        N_("This address is not protected: it does not begin with https://."),
        N_("Type the address exactly as the coordinator gave it."),
    ),
    "cut_answer": (N_("The centre's answer was cut off."), N_("It is tried again by itself.")),
    "broken_answer": (
        N_("The centre's answer was damaged on the way."),
        N_("Nothing of it was used; it is tried again by itself."),
    ),
    "oversized_answer": (
        N_("Something far too large came instead of the centre's answer."),
        N_("Nothing of it was used. If it happens on another network too, tell the coordinator."),
    ),
    "out_of_step": (
        N_("The network handed in one message twice."),
        N_("Nothing was doubled; it is tried again by itself."),
    ),
    "forbidden": (
        N_("The centre's server does not let this laptop in."),
        N_("Ring the coordinator. Everything stays here; press F5 when it is settled."),
    ),
    "no_such_service": (
        N_("There is no cicdesk centre at this address."),
        N_("Check the address in the settings with the coordinator, then press F5."),
    ),
    "asked_too_often": (
        N_("This laptop asked the centre too often."),
        N_("It is tried again by itself when the centre allows it."),
    ),
    "message_refused": (
        N_("The centre cannot read one of the messages of this program."),
        N_("What is at fault is set aside in the outbox, everything else goes on. Please report this."),
    ),
    "message_too_large": (
        N_("The centre takes less at a time than was sent."),
        N_("It is sent in smaller parts by itself."),
    ),
    "device_revoked": (
        N_("This laptop may no longer exchange data with the centre."),
        N_("Ring the coordinator. What is not sent yet stays here, encrypted."),
    ),
    "device_wiped": (
        N_("The centre revoked this laptop. What it held was destroyed, and cannot be read any more."),
        N_("Ring the coordinator. Changes that had not been sent: {count}."),
    ),
    "bad_code": (
        N_("The code is not right, or it was used already."),
        N_("Ask the coordinator for a new code; each works once."),
    ),
    "clock_wrong": (
        N_("This computer's clock is wrong."),
        N_("Set date and time in the system's settings, then press F5."),
    ),
    "upgrade_needed": (
        N_("This version of cicdesk is too old to receive anything from the centre."),
        N_(
            "Install the newest version; after that everything new comes by itself. "
            "What you write is still handed in, and nothing is lost."
        ),
    ),
    "not_offered": (
        N_("The centre's server is older than this program and does not know this yet."),
        N_("It waits here until the server is updated; records are exchanged as usual. Nothing is lost."),
    ),
    "server_busy": (N_("The centre is busy."), N_("It is tried again by itself in a few minutes.")),
    "not_enrolled": (
        N_("This laptop has not joined the centre yet."),
        N_("Enter the centre's address and your code. Until then everything is kept here."),
    ),
    "bad_address": (
        N_("This address cannot be understood."),
        N_("Type it as the coordinator gave it, for example https://cicdesk.example.org."),
    ),
    "already_enrolled": (
        N_("This laptop belongs to another centre already."),
        N_("Ask the coordinator. Nothing was changed."),
    ),
    "device_refused": (
        N_("The centre does not know this laptop."),
        N_("Ring the coordinator. Everything stays here, encrypted, and can be handed in later."),
    ),
    "server_trouble": (
        N_("The centre's server has a problem."),
        N_("Go on working; it is tried again by itself. Tell the coordinator if it lasts."),
    ),
    "refused": (
        N_("The centre refused a message of this program."),
        N_("Everything stays here. Please report this."),
    ),
    # packages on sticks
    "no_courier": (
        N_("This laptop does not know the centre's key for packages yet."),
        N_(
            "Sync once over the network. If that does not help, the centre takes no packages: ask the coordinator."
        ),
    ),
    "package_broken": (
        N_("This file is damaged, cut off, or not a package of cicdesk."),
        N_(
            "Copy it once more, or have it saved again. Nothing is lost: its changes still wait on their laptop."
        ),
    ),
    "package_too_new": (
        N_("A newer version of cicdesk made this package."),
        N_("Install the newest version, then try again."),
    ),
    "package_elsewhere": (
        N_("This package belongs to another centre, or the centre has new keys since it was made."),
        N_(
            "Sync the laptop that made it once over the network, or ask the coordinator. Its changes still wait there."
        ),
    ),
    "package_of_stranger": (
        N_("The centre does not know the laptop that made this package."),
        N_("Ask the coordinator. The changes still wait on that laptop."),
    ),
    "package_of_revoked": (
        N_("The laptop that made this package may no longer exchange data with the centre."),
        N_("Ring the coordinator. The package was not taken in; the changes still wait on that laptop."),
    ),
    "not_to_deliver": (
        N_("This is an answer of the centre, not a package for it."),
        N_("Take it back to the laptop it is for, and choose “Take in the answer” there."),
    ),
    "not_an_answer": (
        N_("This is a package for the centre, not an answer."),
        N_("Have it delivered on a laptop that is online; the answer then lies beside it."),
    ),
    "answer_for_another": (
        N_("This answer is for another laptop."),
        N_("Take it to the laptop that made the package. Nothing was changed here."),
    ),
    "answer_unknown": (
        N_("This laptop does not know the package that this answer belongs to."),
        N_("Save a new package and have it delivered. Nothing is lost, and nothing is entered twice."),
    ),
    "answer_taken_in": (
        N_("This answer was taken in before."),
        N_("There is nothing more to do with it; the file may be deleted."),
    ),
    "stick_full": (
        N_("There is not enough room on the stick."),
        N_("Delete something from it or take another one. The changes wait on this laptop as before."),
    ),
    "stick_unusable": (
        N_("The file or the stick cannot be read or written."),
        N_("Check that it is plugged in and not write-protected, then try again."),
    ),
    # what cannot be done
    "unknown_kind": (N_("There is no such kind of record."), N_("Check the name of the kind.")),
    "not_in_conflict": (
        N_("There is nothing to decide in this field any more."),
        N_("Look at the record again."),
    ),
    "never_changed": (N_("This entry is a fact and is never changed."), N_("Write a new one beside it.")),
    "needs_contact": (
        N_("This laptop has heard nothing of the centre for {count} days."),
        N_(
            "Connect it to a network and sync; then unlock it again. Without a line, carry its changes to the centre on a stick. Nothing of what was written here is lost. If the number of days is wrong, set the clock of the computer."
        ),
    ),
    "not_allowed": (N_("Your role does not open this."), N_("Please ask a colleague of the office.")),
    "own_work": (
        N_("Nobody approves what they wrote themselves."),
        N_("Pass the case on to another coordinator."),
    ),
    "moved_meanwhile": (
        N_("Somebody wrote in this case just now."),
        N_("Look at what differs, then decide."),
    ),
    "case_disputed": (
        N_("Two people wrote different things in this case."),
        N_("First choose which stands, then approve it."),
    ),
    "not_two_people": (
        N_("These are not two clients whose files are here."),
        N_("Look for both once more; one of them may have been deleted."),
    ),
    "already_joined": (
        N_("One of these files became part of another one meanwhile."),
        N_("Open the client: what is shown there is all of it."),
    ),
    "nothing_to_undo": (N_("These files are apart already."), N_("Open both and look at them.")),
    "no_reason": (N_("Say what is to be put right."), N_("The author reads it with the case.")),
    "already_promoted": (
        N_("This contact has become a client already."),
        N_("Open the client from the contact. What you typed is kept as a draft."),
    ),
    **OF_FILES,
}


FULLER: dict[tuple[str, str], tuple[str, str]] = {
    ("not_trusted", "file"): (
        N_("The centre's certificate does not agree with the organisation's certificate in the file {file}."),
        N_(
            "Check the date of this computer. If it is right, ask the coordinator for the organisation's newest file; "
            "nothing was sent."
        ),
    ),
    ("upgrade_needed", "since"): (
        N_("Since {since}, the centre has given nothing new to this version of cicdesk."),
        FAILURES["upgrade_needed"][1],
    ),
}
"""What is said instead where that fact is known: a file of the person's own choice, a day."""


def explain(error: BaseException) -> Explanation:
    """The words for an error in the language in use. What we do not know by name is our own fault."""
    if not isinstance(error, CicdeskError):
        title, advice = FAILURES["fault"]
        return Explanation(_(title), type(error).__name__, _(advice), Who.US, "fault")
    told = next((FULLER[error.code, name] for name in error.facts if _fuller(error, name)), None)
    title, advice = told or FAILURES.get(error.code) or FAILURES[_family(error)]
    return Explanation(
        _filled(title, error), _technical(error), _filled(advice, error), error.who, error.code
    )


def _fuller(error: CicdeskError, fact: str) -> bool:
    return (error.code, fact) in FULLER and bool(error.facts[fact])


def _family(error: CicdeskError) -> str:
    return {Who.PERSON: "person", Who.SURROUNDINGS: "surroundings", Who.US: "fault"}[error.who]


def _technical(error: CicdeskError) -> str:
    facts = ", ".join(f"{name}={fact}" for name, fact in sorted(error.facts.items()))
    return f"{error.code} ({facts})" if facts else error.code


def _as_written(fact: object) -> object:
    return f"{fact:%d.%m.%Y}" if isinstance(fact, dt.date) else fact


def _filled(message: str, error: CicdeskError) -> str:
    try:
        return _(message).format(**{name: _as_written(fact) for name, fact in error.facts.items()})
    except (KeyError, IndexError, ValueError):
        return _(message)
