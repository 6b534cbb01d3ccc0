"""Answering the questions of the quick contact as a person does: by the sign before an answer, or by typing."""

from cicdesk.gui.key_choices import KEYS, KeyChoices
from cicdesk.gui.pages.contact_page import ContactPage
from cicdesk.schema.codelists import code_list
from cicdesk.schema.contact import CONTACT
from cicdesk.schema.fields import Code, Codes


def keys_for(page: ContactPage, question: str, text: str) -> str:
    """What to press for an answer: its sign where all answers lie open, else the text itself."""
    field = CONTACT.by_name[question]
    boxes = page.panel.fields.frames[question].findChildren(KeyChoices)
    if not boxes or not isinstance(field, (Code, Codes)):
        return text
    codes = [entry.code for entry in code_list(field.code_list).entries]
    return KEYS[codes.index(text)]
