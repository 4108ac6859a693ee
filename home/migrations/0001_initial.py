"""The front page. An empty database becomes a site: a home page with the gallery below it."""

from urllib.parse import urlsplit
from uuid import uuid4

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

import gallery.visibility


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


def make_table(apps, schema_editor):
    call_command("createcachetable", "limits_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("gallery", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "home page",
                "verbose_name_plural": "home pages",
            },
            bases=(gallery.visibility.AddressMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="gallery.imagepage",
                        verbose_name="picture",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="home.homepage"
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.RunPython(make_pages, migrations.RunPython.noop),
        migrations.RunPython(make_table, migrations.RunPython.noop),
    ]
