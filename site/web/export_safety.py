"""Makes text safe for CSV, XLSX and XML files, which do not take every character, and times readable."""

import re
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

# Not allowed in XML 1.0, and so neither in RSS, Atom and XLSX.
NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def xml_text(text: str) -> str:
    """The text without the characters that break an XML file even when escaped; somebody may paste one into a title."""
    return NOT_IN_XML.sub("", text)


def csv_text(text: str) -> str:
    """The text, quoted if a spreadsheet would run it as a formula: members can call themselves anything."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def on_the_clock(time: datetime) -> datetime:
    """To the minute in the site's time zone, without naming it: a spreadsheet takes no other for a date."""
    return timezone.make_naive(time, timezone.get_default_timezone()).replace(second=0, microsecond=0)


# For `custom_value_preprocess` of Wagtail's exports. An XLSX file marks formulas as such, so it needs no quotes.
SAFE_CELLS = {
    (str, Model): {"csv": lambda value: csv_text(str(value)), "xlsx": lambda value: xml_text(str(value))},
    datetime: {"csv": lambda time: f"{on_the_clock(time):%Y-%m-%d %H:%M}", "xlsx": on_the_clock},
}
