"""`/design/`, in development alone: every component in its states, on paper and on the negative, and the tokens."""

import re
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from community.models import Member
from gallery.models import GalleryPage, ImagePage
from gallery.popularity import Period
from gallery.ranking import Row
from gallery.visibility import Viewer

TOKENS = settings.BASE_DIR / "static/css/tokens.css"
COMPONENTS = settings.BASE_DIR / "templates/components"
# They stand in the head of a page, or are shown as a part of others.
NOT_ALONE = {"addresses.html", "social_meta.html", "styles.html", "theme_colour.html"} | {
    "photo_strip_link.html",
    "picture_mark.html",
    "search_field.html",
}
LONG = "A title that goes on and on, well past the end of any caption that was made for it, " * 2


def tokens(path: Path = TOKENS) -> dict[str, list[str]]:
    """The names in tokens.css, by what they are."""
    names = list(dict.fromkeys(re.findall(r"^  --([\w-]+):", path.read_text(), re.MULTILINE)))
    colours = re.compile("paper|ink|line$|film|pencil")
    return {
        "colours": [name for name in names if colours.match(name)],
        "sizes": [name for name in names if name.startswith(("text", "title", "display"))],
        "spaces": [name for name in names if name.startswith(("space", "gutter", "row"))],
    }


def states(request: HttpRequest) -> list[tuple[str, str, dict]]:
    """(component, state, context) of everything shown, with the gallery's own newest pictures."""
    pictures = list(ImagePage.objects.visible_to(request).newest().for_cards()[:5])
    people = list(Member.objects.active()[:6])
    if not pictures or not people:
        return []
    return [*picture_states(pictures, request), *member_states(people), *list_states(pictures, people)]


def picture_states(pictures, request):
    page, image = pictures[0], pictures[0].image
    long = ImagePage(title=LONG, image=image, path=page.path, depth=page.depth, url_path=page.url_path, pk=page.pk)
    cover = GalleryPage.objects.visible_to(request).for_cards(Viewer.of(request))
    yield from (("image_card.html", name, {"page": each, "number": 7}) for name, each in (("", page), ("long", long)))
    marks = SimpleNamespace(liked={page.pk}, bookmarked={page.pk})
    yield "image_card.html", "liked, bookmarked", {"page": page, "number": 7, "marks": marks}
    for liked in (False, True):
        yield "like_button.html", "pressed" if liked else "", {"page": page, "liked": liked, "likes": 1234 * liked}
        state = {"page": page, "bookmarked": liked, "bookmarks": int(liked)}
        yield "bookmark_button.html", "pressed" if liked else "", state
    yield "facts.html", "", {"page": page, "image": image, "visit": {"views": 1234567}}
    yield "lightbox_link.html", "", {"page": page, "image": image, "frame": (2, 5)}
    yield "photo_strip.html", "", {"newer": pictures[0], "older": pictures[-1], "frame": (2, 5)}
    yield "photo_strip.html", "first", {"older": long, "frame": (1, 5)}
    for place, before in ((1, 1), (2, 9), (3, 1), (4, None)):
        row = Row(place, page.pk, 5000 // place, before, picture=page if place < 4 else long)
        yield "ranking_row.html", f"place {place}, was {before}", {"row": row, "most": 5000}
        yield "ranking_movement.html", f"place {place}, was {before}", {"row": row}
    for album in list(cover)[:1]:
        yield "album_card.html", "", {"album": album}
        empty = GalleryPage(title=LONG, path=album.path, depth=album.depth, url_path=album.url_path)
        empty.cover, empty.pictures = None, 0
        yield "album_card.html", "empty, long", {"album": empty}
        yield "album_list.html", "", {"albums": [album, empty]}


def member_states(people):
    member = people[0]
    for following in (False, True):
        state = {"member": member, "following": following, "followers": 12_345 * following}
        yield "follow_button.html", "pressed" if following else "", state
    yield "avatar.html", "", {"member": member, "size": 50, "hue": 40}
    yield "member_card.html", "", {"member": member, "followed": set()}
    yield "likers.html", "", {"members": people[:5], "others": 1200}


def list_states(pictures, people):
    page = Paginator(pictures * 5, 2).page(2)
    yield "sheet.html", "", {"pictures": pictures, "first": 1}
    yield "picture_list.html", "", {"pictures": Paginator(pictures, 5).page(1)}
    yield "picture_list.html", "empty", {"pictures": [], "empty": "No picture here yet."}
    yield "member_list.html", "", {"members": Paginator(people, 6).page(1), "followed": {people[0].pk}}
    yield "pagination.html", "", {"page": page}
    yield "next_page.html", "", {"page": page, "next_url": "?page=3"}
    yield "search_form.html", "", {"field_id": "small"}
    yield "search_form.html", "large, filled", {"field_id": "large", "large": True, "query": LONG}
    yield "theme_switch.html", "", {}
    levels = ("info", "success", "error")
    said = [Message(f"A message of the level {level}.", level) for level in levels]
    yield "messages.html", "each level", {"messages": [*said, Message(LONG, "info")]}
    yield from editors_states(pictures[0])


def editors_states(page):
    yield "counters_away.html", "", {"is_editor": True, "from_database": True}
    for when in (None, timezone.now()):
        yield "durable_until.html", "known" if when else "never", {"durable_until": when}
    for reasons in ([], [("Bots", 1234)]):
        explanation = SimpleNamespace(reasons=reasons, likes=3, tie_break="Not needed")
        row = SimpleNamespace(pk=page.pk, views=5000, explanation=explanation)
        yield "ranking_reasons.html", "" if reasons else "not known", {"row": row, "period": Period.WEEK}


class Message(str):
    """What a message's template asks of one."""

    def __new__(cls, text, level):
        message = super().__new__(cls, text)
        message.tags = message.level_tag = level
        return message


def design(request: HttpRequest):
    if not settings.DEBUG:
        raise Http404
    shown = []
    for component, state, context in states(request):
        # Each in its own way of drawing: the same ids twice would be one too many of them.
        themes = {name: render_to_string(f"components/{component}", context, request) for name in ("light", "dark")}
        shown.append({"component": component, "state": state, "themes": themes})
    return render(request, "home/design.html", {"shown": shown, **tokens()})
