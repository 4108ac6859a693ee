"""What `/design/` shows: (template, state, context) of every component in its states."""

from collections.abc import Iterator
from itertools import product
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from activity.feed_items import FeedItem
from activity.models import Action
from activity.verbs import Verb
from community.models import Member
from community.own_parts import FollowButton, LikeMark, rendered_like_mark
from gallery.models import GalleryPage, ImagePage, Licence
from gallery.models.albums import with_strips
from gallery.popularity.periods import Period
from gallery.popularity.ranking import Row
from gallery.templatetags.gallery_tags import card_of
from gallery.visibility import Viewer

# Components that belong in the head of a page, or are shown as a part of others.
NOT_ALONE = {"addresses.html", "social_meta.html", "styles.html", "theme_colour.html"} | {
    "reactions.html",
    "photo_strip_link.html",
    "reaction_button.html",
    "search_field.html",
}
LONG = "A title that goes on and on, well past the end of any caption that was made for it, " * 2


def states(request: HttpRequest) -> Iterator[tuple[str, str, dict]]:
    """Made with the gallery's own pictures and members; without any, only the components that need none."""
    yield from form_states()
    yield from list_states()
    pictures = list(ImagePage.objects.visible_to(request).newest().for_cards()[:5])
    people = list(Member.objects.active()[:6])
    if pictures and people:
        yield from picture_states(pictures, request)
        yield from ranking_states(pictures[0])
        yield from member_states(people, pictures)
        yield from feed_item_states(people, pictures)
        yield from paged_states(pictures, people)


class SampleForm(forms.Form):
    name = forms.CharField(help_text="What it is for.", widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(widget=forms.PasswordInput({"autocomplete": "new-password"}))
    words = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("", "Choose one"), ("print", "A print")])
    photo = forms.FileField()
    agreed = forms.BooleanField(label="I have the right to show it")

    def clean(self):
        raise forms.ValidationError("These do not go together.")


def form_states():
    yield "home/design_form.html", "", {"form": SampleForm(initial={"name": "Half a fig"}, label_suffix="")}
    yield "home/design_form.html", "with errors", {"form": SampleForm({"name": "Half a fig"}, label_suffix="")}
    yield "components/search_form.html", "", {"field_id": "small"}
    yield "components/search_form.html", "large, filled", {"field_id": "large", "large": True, "query": LONG}
    yield from search_states()
    yield "components/theme_switch.html", "", {}


def search_states():
    tag = SimpleNamespace(name=LONG, slug="fog")
    nothing = Paginator([], 24).page(1)
    for search in (SimpleNamespace(licence=None, tag=None), SimpleNamespace(licence=Licence.CC_BY_4, tag=tag)):
        state = "chosen" if search.tag else ""
        yield "components/search_filters.html", state, {"search": search, "licences": Licence}
        yield (
            "components/search_tags.html",
            state,
            {"search": search, "tags": [tag, SimpleNamespace(name="fog", slug="fog")]},
        )
    yield "components/search_answer.html", "", {"query": "fog", "pictures": nothing}
    yield "components/search_answer.html", "long", {"query": LONG, "near": LONG, "pictures": Paginator([1], 24).page(1)}
    members = [Member(username="ana"), Member(username="bram", display_name=LONG)]
    yield "components/search_suggestions.html", "", {"matching_tags": [tag], "people": members, "albums": []}


def list_states():
    said = [Message(f"A message of the level {level}.", level) for level in ("info", "success", "warning", "error")]
    yield "components/messages.html", "each level, long", {"messages": [*said, Message(LONG, "info")]}
    yield "home/design_empty.html", "", {}
    yield "components/picture_list.html", "empty", {"pictures": [], "empty": "No picture here yet."}
    yield "components/member_list.html", "empty", {"members": [], "empty": "Nobody follows yet."}
    names = {"fog": 1, "black and white": 1234, LONG: 12}
    tags = [SimpleNamespace(name=name, slug="fog", pictures=number) for name, number in names.items()]
    yield "components/tag_index.html", "", {"tags": tags}
    yield "components/tag_list.html", "", {"tags": [*tags, SimpleNamespace(name="of a draft", slug="")]}
    for period in Period:
        yield "components/period_tabs.html", period.value, {"periods": Period, "period": period}
    yield "components/counters_away.html", "", {"is_editor": True, "from_database": True}
    for when in (None, timezone.now()):
        yield "components/durable_until.html", "known" if when else "never", {"durable_until": when}


class Message(str):
    """As the messages of django.contrib.messages, as far as the template uses them."""

    def __new__(cls, text, level):
        message = super().__new__(cls, text)
        message.tags = message.level_tag = level
        return message


def picture_states(pictures, request):
    page, image = pictures[0], pictures[0].image
    long = long_titled(page)
    yield from card_states(page, long)
    for liked in (False, True):
        state = "pressed" if liked else ""
        likes = {"pk": page.pk, "back": "/", "liked": liked, "likes": 1234 * liked, "signed_in": True}
        yield "components/like_button.html", state, likes
        context = {"pk": page.pk, "back": "/", "bookmarked": liked, "bookmarks": int(liked), "signed_in": True}
        yield "components/bookmark_button.html", state, context
    yield "components/opening.html", "", {"picture_page": page}
    yield "components/opening.html", "long", {"picture_page": long}
    for number in range(4):
        yield "components/frames.html", f"{number}", {"frames": pictures[:number]}
    tag = SimpleNamespace(name=LONG, slug="long", pictures=1234, frames=pictures[:3])
    yield "components/tag_card.html", "long", {"tag": tag}
    yield "components/facts.html", "", {"page": page, "image": image}
    for in_words in (False, True):
        state = "in words" if in_words else ""
        yield "components/view_count.html", state, {"views": 1234567, "in_words": in_words}
    yield "components/lightbox_link.html", "", {"page": page, "image": image, "position": (2, 5)}
    strip = {
        "page": page,
        "newer": pictures[1:2],
        "older": pictures[2:3],
        "strip": [*pictures[1:2], page, *pictures[2:3]],
    }
    yield "components/photo_strip.html", "", {**strip, "position": (2, 3)}
    yield (
        "components/photo_strip.html",
        "first, long",
        {"page": page, "older": [long], "strip": [page, long], "position": (1, 2)},
    )
    yield "components/share.html", "", {"page": page, "image": image}
    yield "components/copy_button.html", "", {}
    yield from album_states(request)


def card_states(page, long):
    for liked, bookmarked in product((False, True), repeat=2):
        mark = LikeMark(page.pk, liked, bookmarked, signed_in=True, back="/")
        card = card_of(page)._replace(like_mark=rendered_like_mark(mark, None))
        yield "components/image_card.html", f"{'liked' * liked} {'bookmarked' * bookmarked}", {"card": card}
    yield "components/like_mark.html", "a stranger’s", {"mark": LikeMark(page.pk, False, False, False, "/")}
    for state, each, note in (("long", long, ""), ("rising", page, "▲ 5")):
        yield "components/image_card.html", state, {"card": card_of(each, note=note)}


def long_titled(page):
    place = {name: getattr(page, name) for name in ("pk", "path", "depth", "url_path", "image")}
    return ImagePage(title=LONG, **place)


def album_states(request):
    for album in with_strips(GalleryPage.objects.visible_to(request).for_cards(Viewer.of(request))[:1], request):
        empty = GalleryPage(title=LONG, path=album.path, depth=album.depth, url_path=album.url_path)
        empty.frames, empty.picture_count = [], 0
        yield "components/album_card.html", "", {"album": album}
        yield "components/album_card.html", "empty, long", {"album": empty}
        yield "components/album_list.html", "", {"albums": [album, empty]}


def ranking_states(page):
    for place, before in ((1, 1), (2, 9), (3, 1), (4, None)):
        row = Row(place, page.pk, 5000 // place, before, picture=page if place < 4 else long_titled(page))
        state = f"place {place}, was {before}"
        yield "components/ranking_row.html", state, {"row": row, "most": 5000}
        yield "components/ranking_movement.html", state, {"row": row}
    for reasons in ([], [("Bots", 1234)]):
        explanation = SimpleNamespace(reasons=reasons, likes=3, tie_break="Not needed")
        row = SimpleNamespace(pk=page.pk, views=5000, explanation=explanation)
        yield "components/ranking_reasons.html", "" if reasons else "not known", {"row": row, "period": Period.WEEK}


def member_states(people, pictures):
    member = people[0]
    for following in (False, True):
        button = FollowButton(member.pk, member.username, str(member), 12_345 * following, following, False, True, "/")
        yield "components/follow_button.html", "pressed" if following else "", {"button": button}
    for size in (50, 180):
        yield "components/avatar.html", f"{size} px", {"member": member, "size": size, "hue": 40}
        photo = pictures[0].image.file
        yield (
            "components/avatar.html",
            f"{size} px, a photo",
            {"member": member, "size": size, "hue": 40, "photo": photo},
        )
    yield "components/member_card.html", "", {"member": member}
    yield "components/likers.html", "", {"members": people[:5], "others": 1200}


def feed_item_states(people, pictures):
    """A feed item of each public verb: to one target, to several, by several, and of several verbs."""
    one, some, several = people[:1], people[1:], people[:3]
    actions = {
        "joined": [(one, Verb.JOINED, [None])],
        "followed one": [(one, Verb.FOLLOWED, people[-1:])],
        "followed some": [(one, Verb.FOLLOWED, some)],
        "published some": [(one, Verb.PUBLISHED, pictures)],
        "liked one": [(one, Verb.LIKED, pictures[:1])],
        "liked some": [(one, Verb.LIKED, pictures)],
        "liked many": [(one, Verb.LIKED, 20 * pictures)],
        "published and liked": [(several, Verb.LIKED, pictures[:1]), (one, Verb.PUBLISHED, pictures[:1])],
        "liked, long": [(one, Verb.LIKED, [long_titled(pictures[0])])],
    }
    for state, of in actions.items():
        item = FeedItem([each for actors, verb, targets in of for each in actions_of(actors, verb, targets)])
        yield "activity/feed_item.html", state, {"item": item}
        yield "activity/feed_item.html", f"{state}, brief", {"item": item, "brief": True}


def actions_of(actors, verb, targets):
    """All that these do to all of those."""
    facts = {"verb": verb, "created": timezone.now(), "pk": 1}
    for actor in actors:
        for target in targets:
            yield Action(actor=actor, target=target, **facts)


def paged_states(pictures, people):
    yield "components/sheet.html", "", {"pictures": pictures, "first": 1}
    yield "components/picture_list.html", "", {"pictures": Paginator(pictures, 5).page(1)}
    yield "components/member_list.html", "", {"members": Paginator(people, 6).page(1)}
    for number, state in ((1, "first"), (2, "middle"), (3, "asks"), (5, "last")):
        yield "components/pagination.html", state, {"page": Paginator(range(10), 2).page(number)}
    yield "components/pagination.html", "a cursor", {"next_url": "?before=35", "number": 1}
    yield "components/next_page.html", "", {"next_url": "?before=35"}
