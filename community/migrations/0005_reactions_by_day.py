"""The admin counts likes and bookmarks of the last days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0004_departures")]

    operations = [
        migrations.AddIndex("like", models.Index("created", name="likes_by_day")),
        migrations.AddIndex("bookmark", models.Index("created", name="bookmarks_by_day")),
    ]
