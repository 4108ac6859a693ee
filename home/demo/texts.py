"""The demo's texts in the language that is active: its own English, or Korean."""

import json
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FOLDER = Path(__file__).parent


def say(text: str) -> str:
    """The text in the active language; as it stands where there is no translation."""
    return _texts(get_language() or "").get(text, text)


@cache
def _texts(language: str) -> dict[str, str]:
    return json.loads((FOLDER / "korean.json").read_text()) if language == "ko" else {}
