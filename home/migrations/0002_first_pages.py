"""An empty database becomes a site: a home page with the gallery below it."""

from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import migrations


def make_pages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    if not Page.objects.filter(depth=1).exists():
        return
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    home = _add(
        apps, "home", "HomePage", title="Contact Sheet", slug="home", path="00010001", url_path="/home/", numchild=1
    )
    _add(
        apps,
        "gallery",
        "GalleryIndexPage",
        title="Gallery",
        slug="gallery",
        path="000100010001",
        url_path="/home/gallery/",
    )
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    apps.get_model("wagtailcore", "Site").objects.create(
        hostname=address.hostname,
        port=address.port or {"http": 80, "https": 443}[address.scheme],
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page_id=home.pk,
        is_default_site=True,
    )


def _add(apps, app, model, **fields):
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _made = ContentType.objects.get_or_create(app_label=app, model=model.lower())
    locale, _made = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    return apps.get_model(app, model).objects.create(
        draft_title=fields["title"],
        depth=len(fields["path"]) // 4,
        content_type=kind,
        locale=locale,
        translation_key=uuid4(),
        **fields,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("gallery", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
