from django.db import migrations, models
from django.db.models.deletion import CASCADE

COLLECTION = "Members’ photos"


def note(apps, schema_editor):
    """The one that was known by its name until now."""
    found = apps.get_model("wagtailcore", "Collection").objects.filter(name=COLLECTION, depth=2).order_by("pk").first()
    if found:
        apps.get_model("community", "PhotosCollection").objects.get_or_create(collection_id=found.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0007_newest_reactions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhotosCollection",
            fields=[
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.collection",
                    ),
                ),
            ],
            options={
                "verbose_name": "collection of members’ photos",
                "verbose_name_plural": "collections of members’ photos",
            },
        ),
        migrations.RunPython(note, migrations.RunPython.noop, elidable=True),
    ]
