"""The table in which limits on tries are counted while the cache's Redis is away."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "limits_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_first_pages")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop, elidable=False)]
