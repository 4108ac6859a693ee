"""Views are counted by visitors' keys and the stream's offset; what the former counting kept beside them goes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ACTIONS = {
    "gallery.leave_out": "gallery.exclude_from_ranking",
    "gallery.put_back": "gallery.reinstate_in_ranking",
}


def rename_actions(apps, schema_editor):
    entries = apps.get_model("wagtailcore", "PageLogEntry").objects
    for old, new in ACTIONS.items():
        entries.filter(action=old).update(action=new)


class Migration(migrations.Migration):
    dependencies = [("gallery", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RunPython(rename_actions, migrations.RunPython.noop),
        migrations.DeleteModel("DirectView"),
        migrations.DeleteModel("ViewBatch"),
        migrations.CreateModel(
            name="CountedVisitor",
            fields=[
                ("visitor", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("until", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="CountingState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_entry", models.CharField(default="0-0", max_length=41)),
                ("corrections", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            "imagestats", "views_changed", models.DateTimeField(db_index=True, editable=False, null=True)
        ),
        migrations.AlterField("imagestats", "views", models.PositiveBigIntegerField(default=0, verbose_name="views")),
        migrations.RenameModel("LeaveOut", "RankingExclusion"),
        migrations.AlterField(
            "rankingexclusion",
            "page",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="ranking_exclusion",
                serialize=False,
                to="gallery.imagepage",
                verbose_name="picture",
            ),
        ),
        migrations.AlterModelOptions(
            "rankingexclusion",
            {
                "verbose_name": "picture excluded from the ranking",
                "verbose_name_plural": "pictures excluded from the ranking",
            },
        ),
    ]
