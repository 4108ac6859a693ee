"""What the editors' desk costs, as a Gallery editor asks for it.

    SIZE=small|medium|large, as in benchmarks/world.py. Wants a PostgreSQL in DATABASE_URL.

`cold` is the first time, when nothing is kept; `warm` the median of the times after it. Milliseconds by the clock.
"""

import statistics
import sys

from benchmarks.lab import BROWSER
from benchmarks.pages import RedisTrips, timed, world_in_lab

ROUNDS = 5
SCREENS = {
    "dashboard": "/admin/",
    "largest album": "/admin/pages/{album}/",
    "largest album, grid": "/admin/pages/{album}/?layout=grid",
    "largest album, most viewed": "/admin/pages/{album}/?ordering=-imagepage__stats__views",
    "largest album, last page": "/admin/pages/{album}/?p=400",
    "largest album, no alt text": "/admin/pages/{album}/?without_alt_text=true",
    "largest album, search": "/admin/pages/{album}/?q=picture",
    "editor and panel": "/admin/pages/{picture}/edit/",
    "statistics": "/admin/pictures/{picture}/statistics/",
    "add pictures": "/admin/pictures/add/{album}/",
    "images": "/admin/images/",
    "most viewed": "/admin/reports/most-viewed/",
    "most viewed, all time": "/admin/reports/most-viewed/?period=all",
    "most liked": "/admin/reports/most-liked/",
    "most liked, month": "/admin/reports/most-liked/?period=month",
    "most liked, all time": "/admin/reports/most-liked/?period=all",
    "most bookmarked": "/admin/reports/most-bookmarked/",
    "missing": "/admin/reports/missing/",
    "missing alt text": "/admin/reports/missing/?missing=alt-text",
    "excluded": "/admin/reports/ranking-exclusions/",
    "actions": "/admin/reports/actions/",
    "most active members": "/admin/reports/active-members/",
    "most active members, month": "/admin/reports/active-members/?period=month",
    "likes": "/admin/community/like/",
    "contacts": "/admin/community/contact/",
    "members": "/admin/users/",
    "member": "/admin/users/inspect/{member}/",
}


def main() -> int:
    with world_in_lab() as size:
        print(f"{size}; milliseconds, warm the median of {ROUNDS}")
        print(f"{'':32}{'cold':>8}{'warm':>8}{'SQL':>6}{'Redis':>7}{'kB':>6}")
        return measure_all()


def measure_all() -> int:
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.test import Client

    from community.models import Member
    from gallery.models import GalleryPage, ImagePage

    settings.ALLOWED_HOSTS = ["*"]
    editor = Member.objects.get(username="person77")
    editor.groups.add(Group.objects.get(name="Moderators"))
    client = Client(headers={"user-agent": BROWSER})
    client.force_login(editor)
    known = {"member": Member.objects.get(username="person5").pk}
    album = GalleryPage.objects.get(slug="album-1")
    known["album"] = album.pk
    known["picture"] = ImagePage.objects.child_of(album).get(slug="picture-1").pk
    timed(client, "/admin/guide/")  # imports and templates are no part of it
    return 1 if sum(not measure(name, client, url.format(**known)) for name, url in SCREENS.items()) else 0


def measure(name, client, address) -> bool:
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    timed(client, address)  # compiles its templates
    cache.clear()
    cold = timed(client, address)[0]
    warm = statistics.median(timed(client, address)[0] for _ in range(ROUNDS))
    with CaptureQueriesContext(connection) as queries, RedisTrips() as redis:
        answer = client.get(address)
    if answer.status_code != 200:
        print(f"{name:32} void: {answer.status_code}")
        return False
    print(f"{name:32}{cold:8.0f}{warm:8.0f}{len(queries):6}{redis.trips:7}{len(answer.content) // 1024:6}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
