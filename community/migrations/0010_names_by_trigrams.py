from django.db import migrations

# `istartswith` and `icontains` compare in capitals.
INDEX = """
CREATE INDEX members_named ON community_member
USING gin (upper(username) gin_trgm_ops, upper(display_name) gin_trgm_ops)"""


def make_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(INDEX)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0009_newest_contacts"),
        ("gallery", "0009_search_words"),  # which adds the extension
    ]

    operations = [migrations.RunPython(make_index, migrations.RunPython.noop)]
