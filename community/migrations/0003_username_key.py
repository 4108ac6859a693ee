"""Each member's name as it looks: unique, so that no two look alike. Who looks like an older member keeps an own key."""

from django.db import migrations, models

from community.usernames import skeleton


def fill(apps, schema_editor):
    Member = apps.get_model("community", "Member")
    taken = set()
    for member in Member.objects.order_by("pk").only("pk", "username"):
        key = skeleton(member.username)
        key = f"{key} {member.pk}" if key in taken else key
        taken.add(key)
        Member.objects.filter(pk=member.pk).update(username_key=key)


class Migration(migrations.Migration):
    # PostgreSQL does not alter a table in the transaction that has changed its rows.
    atomic = False

    dependencies = [("community", "0002_contacts_likes_bookmarks")]

    operations = [
        migrations.AddField("member", "username_key", models.CharField(max_length=150, null=True, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("member", "username_key", models.CharField(max_length=150, unique=True, editable=False)),
    ]
