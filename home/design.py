"""`/design/`, in development alone: every component in its states, light and dark, and the design tokens."""

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from web.own_parts import filled

from .design_states import states

TOKENS = settings.BASE_DIR / "static/css/tokens.css"
REFERENCE = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')


def tokens(path: Path = TOKENS) -> dict[str, list[str]]:
    """The names of the custom properties in tokens.css, by what they are for."""
    names = list(dict.fromkeys(re.findall(r"^  --([\w-]+):", path.read_text(), re.MULTILINE)))
    colours = re.compile("paper|ink|line$|film|pencil")
    return {
        "colours": [name for name in names if colours.match(name)],
        "sizes": [name for name in names if name.startswith(("text", "title", "display"))],
        "spaces": [name for name in names if name.startswith(("space", "gutter", "row"))],
    }


SHOWS = {"colours": "background", "sizes": "font-size", "spaces": "width"}


def tokens_style(request: HttpRequest) -> HttpResponse:
    """The style sheet of the tokens, each shown as what it is for."""
    if not settings.DEBUG:
        raise Http404
    rules = [f".token--{name} {{ {SHOWS[kind]}: var(--{name}) }}" for kind, names in tokens().items() for name in names]
    return HttpResponse("\n".join(rules), "text/css")


def with_unique_ids(html: str, ending: str) -> str:
    """Adds the ending to every id, and to what refers to it: the page has each component several times."""

    def rename(match):
        ids = " ".join(f"{name}-{ending}" for name in match[2].split())
        return f'{match[1]}="{ids}"'

    return REFERENCE.sub(rename, html)


def design(request: HttpRequest):
    if not settings.DEBUG:
        raise Http404
    shown = [{"template": "home/design_tokens.html", **in_both_themes("home/design_tokens.html", tokens(), request, 0)}]
    for place, (template, state, context) in enumerate(states(request), 1):
        shown.append({"template": template, "state": state, **in_both_themes(template, context, request, place)})
    return render(request, "home/design.html", {"shown": shown})


def in_both_themes(template, context, request, place) -> dict[str, str]:
    """{"light": HTML, "dark": HTML}; place: a number that no other component of the page has."""
    html = filled(render_to_string(template, context, request).encode(), request).decode()
    if html.lstrip().startswith("<li"):
        html = f"<ul>{html}</ul>"
    return {theme: with_unique_ids(html, f"{place}-{theme}") for theme in ("light", "dark")}
