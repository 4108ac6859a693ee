"""A template tag: the addresses by which search engines and other sites should know a page."""

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language

from .languages import PARAMETER, language_of_address

register = template.Library()
# Open Graph's names for our languages, which include a country.
LOCALES = {"en": "en_GB", "ko": "ko_KR"}


@register.inclusion_tag("components/addresses.html", takes_context=True)
def addresses(context: dict, path: str, page: int = 1, keeps: str | None = None) -> dict:
    """`{% addresses path 2 "period" %}`: the canonical address of the second page, and its address in each language.

    keeps: the query parameter that belongs to the canonical address, as `?period=` shows another page. So does `?lang=`
    where it was given, or search engines would take the page in one language for a copy of that in the other.
    """
    request = context["request"]
    wanted: dict = {keeps: request.GET.get(keeps), "page": page if page != 1 else None}
    query = {name: value for name, value in wanted.items() if value}

    def address(**language: str) -> str:
        known = QueryDict(mutable=True)
        known.update({**query, **language})
        return request.build_absolute_uri(f"{path}?{known.urlencode()}" if known else path)

    own = language_of_address(request)
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        "canonical": address(**{PARAMETER: own} if own else {}),
        "default": address(),
        "languages": {code: address(**{PARAMETER: code}) for code in codes},
        "locale": LOCALES[get_language()],
        "other_locales": [LOCALES[code] for code in codes if code != get_language()],
    }
