"""What a page of the feed costs, by whom one follows; beside it the plain query, `actor_id IN (...)`.

Wants a PostgreSQL in DATABASE_URL, such as bin/with-servers gives.
"""

import argparse
import os
import random
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

MEMBERS, PICTURES = 20_000, 50
PATIENCE = 30  # seconds for a query, at most
TIMES = 9

# The first half of the members joined long ago and was not seen since; the second half is busy.
FILL = """
INSERT INTO community_like (member_id, page_id, created)
SELECT m.id, p.page_ptr_id, now() FROM community_member m CROSS JOIN gallery_imagepage p;
INSERT INTO activity_action (actor_id, verb, created) SELECT id, 'joined', now() FROM community_member ORDER BY id;
INSERT INTO activity_action (actor_id, verb, target_ct_id, target_id, created)
SELECT (%(members)s::bigint[])[1 + %(half)s + (random() * (%(half)s - 1))::int],
       (ARRAY['liked', 'liked', 'liked', 'bookmarked', 'unliked'])[1 + (random() * 4)::int],
       %(kind)s, (%(pictures)s::bigint[])[1 + (random() * (%(number)s - 1))::int], now()
FROM generate_series(1, %(actions)s);
UPDATE community_member m SET last_action =
  (SELECT max(id) FROM activity_action a WHERE a.actor_id = m.id AND verb IN ('joined', 'liked'));
ANALYZE;
"""


def fill(actions: int) -> list[int]:
    """Answers the members' ids, the dormant ones first."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    from community.models import Member
    from gallery.models import ImagePage
    from tests.factories import AlbumFactory, MemberFactory, PictureFactory, make_gallery

    album = AlbumFactory(parent=make_gallery())
    pictures = [PictureFactory(parent=album).pk for _ in range(PICTURES)]
    members = [member.pk for member in Member.objects.bulk_create(MemberFactory.build_batch(MEMBERS))]
    kind = ContentType.objects.get_for_model(ImagePage).pk
    values = {"members": members, "half": MEMBERS // 2, "kind": kind, "pictures": pictures, "number": PICTURES}
    with connection.cursor() as cursor:
        cursor.execute(FILL, values | {"actions": actions})
        cursor.execute(f"SET statement_timeout = '{PATIENCE}s'")
    return members


def timed(ask) -> float:
    """Milliseconds, the median; infinite where it takes longer than anybody waits."""
    from django.db import OperationalError

    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        try:
            ask()
        except OperationalError:
            return float("inf")
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def measure(who, viewer) -> tuple[float, float, float]:
    """Of who follows: the first page, a later one, and the plain query for the first."""
    from activity.models import Action
    from activity.verbs import public_verbs
    from community import feed

    page = feed.feed_of(who, viewer)
    plain = Action.objects.filter(actor__rel_to_set__user_from=who, verb__in=public_verbs()).newest()
    return (
        timed(lambda: feed.feed_of(who, viewer)),
        timed(lambda: feed.feed_of(who, viewer, page.next)),
        timed(lambda: list(plain[: feed.READ])),
    )


def main(actions):
    from community.models import Contact, Member
    from gallery.visibility import Viewer

    dice, members = random.Random(35), fill(actions)
    viewer = Viewer.of(None)
    pools = {"dormant": members[: MEMBERS // 2], "busy": members[MEMBERS // 2 :], "mixed": members}
    print(f"{actions:,} actions. Milliseconds: a first page, a later page; the plain query, without targets or gate")
    for name, pool in pools.items():
        for number in (50, 500, 5000):
            who = Member.objects.create(username=f"follows-{number}-{name}")
            Contact.objects.bulk_create(Contact(user_from=who, user_to_id=pk) for pk in dice.sample(pool, number))
            first, later, plain = measure(who, viewer)
            print(f"{number:5} {name:8} {first:8.1f} {later:8.1f} {plain:10.1f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--actions", type=int, default=1_000_000)
    wanted = parser.parse_args()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    main(wanted.actions)
