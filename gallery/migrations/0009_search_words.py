from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

INDEX = "CREATE INDEX gallery_words_near ON gallery_searchword USING gist (key gist_trgm_ops)"


def make_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(INDEX)


def have_all_indexed(apps, editor):
    """By the worker: search reads more of a picture now."""
    editor.execute("INSERT INTO gallery_outdatedentry (picture) SELECT page_ptr_id FROM gallery_imagepage")


class Migration(migrations.Migration):
    dependencies = [("gallery", "0008_adding_pictures")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=160)),
            ],
            options={"default_permissions": []},
        ),
        migrations.CreateModel(
            name="OutdatedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("picture", models.PositiveBigIntegerField()),
            ],
            options={"default_permissions": []},
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
        migrations.RunPython(have_all_indexed, migrations.RunPython.noop),
    ]
