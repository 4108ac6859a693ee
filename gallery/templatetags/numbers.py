from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal
from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()

EXACT_BELOW = 1000


@register.filter
def compact(number: int):
    """`{{ likes|compact }}`: 12,345 as "12.3k", in Korean "1.2만", with the exact number as its title.

    For a plural, count the exact number: `{% blocktranslate count n=likes with shown=likes|compact %}{{ shown }} …`
    """
    exact = number_format(number, use_l10n=True, force_grouping=True)
    short = _short(number)
    if number < EXACT_BELOW or not short:
        return exact
    return format_html('<data value="{}" title="{}">{}</data>', str(number), exact, short)


def _short(number):
    """At most three digits and a unit; empty where the language has no unit for it."""
    locale = _locale()
    # Cut to three digits first: Babel chooses the unit before it rounds, and would make 999,950 "1000K".
    magnitude = 10 ** max(0, len(str(number)) - 3)
    short = format_compact_decimal(number // magnitude * magnitude, locale=locale, fraction_digits=1)
    if short.isdecimal():
        return ""
    return short.replace("K", "k") if locale.language == "en" else short


def _locale():
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
