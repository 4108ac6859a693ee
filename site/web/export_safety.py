"""Text for files that do not take every character."""

import re

from django.db.models import Model

# XML 1.0 has no place for these, and so neither have RSS, Atom and XLSX.
NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def xml_text(text: str) -> str:
    """The text without characters that break an XML file, escaped or not: whoever wrote a title may have pasted one."""
    return NOT_IN_XML.sub("", text)


def csv_text(text: str) -> str:
    """What a spreadsheet would take for a formula, as text: members choose their names themselves."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


# For `custom_value_preprocess` of Wagtail's exports. XLSX knows by itself what is a formula.
SAFE_CELLS = {(str, Model): {"csv": lambda value: csv_text(str(value)), "xlsx": lambda value: xml_text(str(value))}}
