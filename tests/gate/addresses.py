"""The addresses at which pictures are shown or listed, each with its cells of table.py."""

from dataclasses import dataclass, field

from . import table
from .matrix import Cells
from .world import MISTYPED, OTHER_SITE, TAG, WORD


@dataclass(frozen=True)
class Row:
    """`address` with {gaps}: one of each picture, which `World.places` fills. Without: a list of all of them."""

    address: str
    cells: Cells
    form: dict = field(default_factory=dict)  # for a POST by a script
    host: str = "testserver"
    in_admin: bool = False
    excluded: bool = False  # while all pictures are excluded from the ranking
    open_leak: str = ""  # why the cells do not hold yet

    @property
    def is_list(self) -> bool:
        return "named" in self.cells.values()

    @property
    def asks_for_one(self) -> bool:
        return "{" in self.address

    def __str__(self):
        host = self.host if self.host == OTHER_SITE else ""
        return f"{self.form.get('action', '')} {host}/{self.address}".strip()


def rows(cells: Cells, *addresses: str, **options) -> list[Row]:
    return [Row(address, cells, **options) for address in addresses]


PEOPLE = ("owner", "fan")  # whose pictures they are, and who likes them all

PICTURES = [
    *rows(table.PAGE, "{path}"),
    *rows(table.OLD_ADDRESS, "{before}"),
    *rows(table.EVERYBODY["elsewhere"], "{path}", host=OTHER_SITE),
    *rows(table.EVERYBODY["form"], "_util/authenticate_with_password/{restriction}/{id}/"),
    *rows(table.PUBLIC, "oembed/?url=http://testserver/{path}", "oembed/?format=xml&url=http://testserver/{path}"),
    *rows(table.BY_TAG, "tags/{canary}/", "search/?tag={canary}"),
    *rows(table.EVERYBODY["rendition"], "media/renditions/{seen}"),
    *rows(table.ORIGINAL, "media/{original}"),
    *rows(table.REACTION, "pictures/{id}/like/", form={"action": "like"}),
    *rows(table.REACTION, "pictures/{id}/like/", form={"action": "unlike"}),
    *rows(table.REACTION, "pictures/{id}/bookmark/", form={"action": "bookmark"}),
    *rows(table.REACTION, "pictures/{id}/bookmark/", form={"action": "unbookmark"}),
]

LISTS = [
    *rows(table.LIST, "", "gallery/", f"search/?q={WORD}", f"tags/{TAG}/", "tags/", "search/"),
    *rows(table.LIST, *(f"most-viewed/?period={period}" for period in ("day", "week", "month", "all"))),
    *rows(table.ALBUM, "gallery/album/"),
    *rows(table.OTHER_ALBUM, "gallery/other/"),
    *rows(table.CLOSED_ALBUM, "gallery/closed/"),
    *rows(table.LIST, "people/owner/"),
    *rows(table.LIST, *(f"people/{name}/{page}/" for name in PEOPLE for page in ("likes", "activity"))),
    *rows(table.PUBLIC_LIST, *(f"people/{name}/{kind}/" for name in PEOPLE for kind in ("rss", "atom"))),
    *rows(table.PUBLIC_LIST, "newest/rss/", "newest/atom/", "sitemap.xml"),
    *rows(table.OWN_LIST, "feed/", "bookmarks/", "welcome/"),
    *rows(table.LIST, "search/?q={code}", f"search/?q={MISTYPED}", "search/?q=nowhere", "search/?licence=all-rights"),
]

ADMIN = [
    *rows(table.RIGHTS, "admin/ranking/{id}/", "admin/pages/{id}/view_draft/", in_admin=True),
    *rows(table.RIGHTS, "admin/pictures/{id}/statistics/", in_admin=True),
    *rows(table.RANKING_REPORT, "admin/reports/most-viewed/", "admin/reports/most-viewed/results/", in_admin=True),
    *rows(table.RANKING_REPORT, "admin/reports/most-viewed/?export=csv", in_admin=True),
    *(
        row
        for report in ("most-liked", "most-bookmarked")
        for row in rows(
            table.RANKING_REPORT,
            f"admin/reports/{report}/",
            f"admin/reports/{report}/results/",
            f"admin/reports/{report}/?period=all&export=csv",
            in_admin=True,
        )
    ),
    *rows(
        table.RIGHTS_LIST,
        "admin/reports/missing/",
        "admin/reports/missing/results/",
        "admin/reports/missing/?export=csv",
        in_admin=True,
    ),
    *rows(
        table.RIGHTS_LIST,
        "admin/reports/ranking-exclusions/",
        "admin/reports/ranking-exclusions/results/",
        "admin/reports/ranking-exclusions/?export=csv",
        in_admin=True,
        excluded=True,
    ),
    *rows(
        table.RECORD,
        *(f"admin/community/{kind}/{results}?q=fan" for kind in ("like", "bookmark") for results in ("", "results/")),
        "admin/users/inspect/{member}/",
        "admin/snippets/activity/action/?actor=fan",
        "admin/snippets/activity/action/results/?actor=fan",
        "admin/snippets/activity/action/?actor=fan&export=csv",
        in_admin=True,
    ),
    *rows(
        table.RECORD_ENTRY,
        "admin/community/like/delete/{like}/",
        "admin/community/bookmark/delete/{bookmark}/",
        "admin/snippets/activity/action/inspect/{action}/",
        in_admin=True,
    ),
]

ROWS = [*PICTURES, *LISTS, *ADMIN]
