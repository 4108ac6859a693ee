"""A gallery of a size, made in the database by seeded SQL: the same at every run.

    SIZE=small      1,000 pictures,    500 members,    10 thousand likes
    SIZE=medium   100,000 pictures, 20,000 members,   500 thousand likes,  2 million actions
    SIZE=large    100,000 pictures, 20,000 members,   3.4 million likes,  10 million actions

One album has a fifth of all pictures. Wants a PostgreSQL. Import it inside a Lab.
"""

from dataclasses import dataclass

from django.db import connection
from wagtail.models import Page

from benchmarks import content
from gallery.models import GalleryIndexPage, ImagePage
from tests import factories


@dataclass(frozen=True)
class Size:
    pictures: int
    albums: int
    members: int
    follows: int  # of each member
    likes: int  # of each member
    actions: int  # beside one for each like and follow
    tags: int = 200

    @property
    def in_largest(self) -> int:
        """Pictures in the largest album."""
        return self.pictures // 5


SIZES = {
    "small": Size(1_000, 10, 500, 10, 20, 5_000),
    "medium": Size(100_000, 401, 20_000, 15, 25, 1_200_000),
    "large": Size(100_000, 401, 20_000, 50, 170, 5_600_000),
}

STEP = """
CREATE FUNCTION pg_temp.step(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (n / d % 36 + 1)::int, 1), '' ORDER BY d DESC)
  FROM unnest(ARRAY[1, 36, 1296, 46656]) AS d $$
"""


def make(size: Size) -> None:
    """Fills the empty database: the tree, images with renditions, tags, members and what they did."""
    picture = template()
    with connection.cursor() as cursor:
        cursor.execute(STEP)
        make_tree(cursor, size, picture)
        make_people(cursor, size)
        make_search_index(cursor)
        cursor.execute("SELECT setseed(0.5)")
        for statement in DEEDS:
            cursor.execute(
                statement, vars(size) | {"kind": content_type(ImagePage), "people": content_type_of_members()}
            )
        for table in ("wagtailcore_page", "gallery_galleryimage", "community_member"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("VACUUM ANALYZE")


def template() -> ImagePage:
    """A picture with all its files, of which the others are copies."""
    [pk] = content.make_pictures(1)
    factories.MemberFactory(username="template")
    return ImagePage.objects.get(pk=pk)


def content_type(model):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model).pk


def content_type_of_members():
    from community.models import Member

    return content_type(Member)


def clone(cursor, table, where, source, **columns) -> None:
    """Copies of the row `where`, one for each row of `source`, with other values in some columns (SQL each)."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND NOT is_identity::bool", [table]
    )
    names = [name for (name,) in cursor.fetchall()]
    names += [name for name in columns if name not in names]
    values = ", ".join(columns.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {source}, {table} t WHERE t.{where}"
    )


# What each copy of a page has for itself.
OWN = {"translation_key": "gen_random_uuid()", "latest_revision_id": "NULL", "live_revision_id": "NULL"}


def make_tree(cursor, size, picture):
    gallery = GalleryIndexPage.objects.get()
    make_albums(cursor, size, gallery, picture.get_parent())
    make_images(cursor, size, picture.image)
    make_pictures(cursor, size, gallery, picture)
    cursor.execute(NUMBERS_AND_TAGS, vars(size))


def make_albums(cursor, size, gallery, album):
    numbers = f"generate_series(1, {size.albums}) n"
    in_others = (size.pictures - size.in_largest) // (size.albums - 1)
    clone(
        cursor, "wagtailcore_page", f"id = {album.pk}", numbers,
        id="100000 + n", path=f"'{gallery.path}' || pg_temp.step(100 + n)", url_path=f"'{gallery.url_path}album-' || n || '/'",
        slug="'album-' || n", title="'Album ' || n", draft_title="'Album ' || n",
        numchild=f"CASE WHEN n = 1 THEN {size.in_largest} ELSE {in_others} END", **OWN,
        first_published_at="now() - make_interval(hours => n)",
    )  # fmt: skip
    clone(cursor, "gallery_gallerypage", f"page_ptr_id = {album.pk}", numbers, page_ptr_id="100000 + n")
    cursor.execute(f"UPDATE wagtailcore_page SET numchild = {size.albums + 1} WHERE id = {gallery.pk}")


def make_images(cursor, size, image):
    clone(
        cursor, "gallery_galleryimage", f"id = {image.pk}", f"generate_series(1, {size.pictures}) n",
        id="1000000 + n", width="900 + n % 7 * 150", height="900",
    )  # fmt: skip
    cursor.execute(
        "INSERT INTO gallery_rendition (filter_spec, file, width, height, focal_point_key, image_id)"
        f" SELECT r.filter_spec, r.file, r.width, r.height, r.focal_point_key, i.id FROM gallery_rendition r, gallery_galleryimage i"
        f" WHERE r.image_id = {image.pk} AND i.id > 1000000"
    )


def make_pictures(cursor, size, gallery, picture):
    """In the first album the first fifth, the others by turns in the other albums. a: the album; p: the place in it."""
    album = f"CASE WHEN n <= {size.in_largest} THEN 1 ELSE 2 + n % {size.albums - 1} END"
    place = f"CASE WHEN n <= {size.in_largest} THEN n ELSE 1 + (n - {size.in_largest}) / {size.albums - 1} END"
    numbers = f"generate_series(1, {size.pictures}) n"
    clone(
        cursor, "wagtailcore_page", f"id = {picture.pk}", f"(SELECT n, {album} AS a, {place} AS p FROM {numbers}) s",
        id="1000000 + n", path=f"'{gallery.path}' || pg_temp.step(100 + a) || pg_temp.step(p)", depth="5",
        url_path=f"'{gallery.url_path}album-' || a || '/picture-' || n || '/'", slug="'picture-' || n",
        title="'Picture ' || n", draft_title="'Picture ' || n", **OWN,
        first_published_at="now() - make_interval(secs => 60 * ((n * 7919) % 1000000))",
    )  # fmt: skip
    clone(
        cursor, "gallery_imagepage", f"page_ptr_id = {picture.pk}", numbers,
        page_ptr_id="1000000 + n", image_id="1000000 + n",
    )  # fmt: skip


NUMBERS_AND_TAGS = """
    INSERT INTO gallery_imagestats (page_id, views, likes, bookmarks)
      SELECT 1000000 + n, n %% 977, 0, 0 FROM generate_series(1, %(pictures)s) n;
    INSERT INTO gallery_dailyviews (page_id, day, views)
      SELECT 1000000 + n, current_date - d, 1 + (n * (d + 7)) %% 90
      FROM generate_series(1, %(pictures)s) n, unnest(ARRAY[0, 1, 3, 12, 40]) d WHERE n %% (d + 2) = 0;
    INSERT INTO taggit_tag (name, slug) SELECT 'tag ' || n, 'tag-' || n FROM generate_series(1, %(tags)s) n;
    INSERT INTO gallery_imagepagetag (content_object_id, tag_id)
      SELECT 1000000 + n, t.id FROM generate_series(1, %(pictures)s) n, unnest(ARRAY[1, 7, 31]) k
      JOIN taggit_tag t ON true WHERE t.slug = 'tag-' || (1 + (n * k) %% %(tags)s)
      ON CONFLICT DO NOTHING"""


def make_people(cursor, size):
    clone(
        cursor, "community_member", "username = 'template'", f"generate_series(1, {size.members}) n",
        id="100000 + n", username="'person' || n", username_key="'person' || n", email="'p' || n || '@example.org'",
        date_joined="now() - make_interval(hours => n)", followers_count=str(size.follows),
        following_count=str(size.follows),
    )  # fmt: skip


def make_search_index(cursor):
    """What `update_index` takes minutes for, and as many words as that many pictures would really have."""
    cursor.execute("DELETE FROM wagtailsearch_indexentry")
    cursor.execute(
        """
        INSERT INTO wagtailsearch_indexentry
          (content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text)
        SELECT p.content_type_id, p.id, to_tsvector(p.title), to_tsvector('simple', s.text), to_tsvector(s.text), 1,
               p.title, s.text
        FROM wagtailcore_page p JOIN gallery_imagepage i ON i.page_ptr_id = p.id
          JOIN gallery_galleryimage g ON g.id = i.image_id
          JOIN wagtailcore_page a ON a.path = substr(p.path, 1, length(p.path) - 4)
          CROSS JOIN LATERAL (SELECT concat_ws(' ', p.title, i.description, i.credit, g.description, a.title,
            (SELECT string_agg(t.name, ' ') FROM gallery_imagepagetag k JOIN taggit_tag t ON t.id = k.tag_id
             WHERE k.content_object_id = p.id)) AS text) s;
        INSERT INTO gallery_searchword (word, key)
          SELECT word, word FROM ts_stat('SELECT autocomplete FROM wagtailsearch_indexentry') WHERE word ~ '^[a-z]{2,}$'
          UNION SELECT word, word FROM (SELECT DISTINCT left(translate(md5(n::text), '0123456789', 'ghijklmnop'),
            4 + n % 8) AS word FROM generate_series(1, 50000) n) w
        ON CONFLICT DO NOTHING"""
    )


# Whom somebody follows are neighbours in steps of 397, a prime, so that no pair comes twice; likes in steps of 9973.
DEEDS = [
    """INSERT INTO community_contact (user_from_id, user_to_id, created)
       SELECT 100000 + m, 100001 + (m + k * 397) %% %(members)s, now() - make_interval(mins => m)
       FROM generate_series(1, %(members)s) m, generate_series(1, %(follows)s) k
       WHERE (m + k * 397) %% %(members)s + 1 <> m""",
    """INSERT INTO community_like (member_id, page_id, created)
       SELECT 100000 + m, 1000001 + (m * 31 + k * 9973) %% %(pictures)s, now() - make_interval(mins => k * 60 + m %% 60)
       FROM generate_series(1, %(members)s) m, generate_series(1, %(likes)s) k ON CONFLICT DO NOTHING""",
    """INSERT INTO community_like (member_id, page_id, created)
       SELECT 100000 + m, 1000001, now() - make_interval(secs => m)
       FROM generate_series(1, least(5000, %(members)s)) m ON CONFLICT DO NOTHING""",
    """UPDATE gallery_imagestats s SET likes = l.n
       FROM (SELECT page_id, count(*) n FROM community_like GROUP BY 1) l WHERE l.page_id = s.page_id""",
    """INSERT INTO activity_action (actor_id, verb, target_ct_id, target_id, created)
       SELECT user_from_id, 'followed', %(people)s, user_to_id, created FROM community_contact""",
    """INSERT INTO activity_action (actor_id, verb, target_ct_id, target_id, created)
       SELECT 100001 + (n * 17) %% %(members)s, (ARRAY['bookmarked', 'unliked', 'unfollowed'])[1 + n %% 3], %(kind)s,
              1000001 + (n * 13) %% %(pictures)s, now() - make_interval(mins => n) FROM generate_series(1, %(actions)s) n""",
    """INSERT INTO activity_action (actor_id, verb, target_ct_id, target_id, created)
       SELECT member_id, 'liked', %(kind)s, page_id, created FROM community_like ORDER BY created""",
    """UPDATE community_member m SET last_action = a.id FROM
       (SELECT actor_id, max(id) id FROM activity_action WHERE verb IN ('joined', 'followed', 'liked') GROUP BY 1) a
       WHERE a.actor_id = m.id""",
]


def main_album() -> Page:
    return Page.objects.get(slug="album-1")
