"""Two roles: "Gallery editors" look after pictures and albums, "Moderators" after members and their reactions too.

From here on the groups are the site's own: what somebody changes in them stays.
"""

from django.conf import settings
from django.db import migrations

EDITORS, MODERATORS = "Gallery editors", "Moderators"
# Django makes permissions after all migrations, so those that are given here are made here, as Django would.
GENERAL = {("wagtailadmin", "admin"): ["access_admin"], ("activity", "action"): ["view_action"]}
OF_MEMBERS = {
    ("community", "contact"): ["view_contact", "delete_contact"],
    ("community", "like"): ["view_like", "delete_like"],
    ("community", "member"): ["view_member", "suspend_member"],
}
ON_PAGES = ["add_page", "change_page", "publish_page"]
ON_IMAGES = ["add_image", "change_image", "choose_image"]


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    editors, _made = Group.objects.get_or_create(name=EDITORS)
    moderators, _made = Group.objects.get_or_create(name=MODERATORS)
    if not moderators.user_set.exists():
        empty(moderators)
    for group in (editors, moderators):
        let_into_admin(apps, group)
    give(apps, moderators, OF_MEMBERS)


def empty(group):
    """Wagtail's own, which nobody is in yet, has rights on all pages and documents."""
    group.permissions.clear()
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()


def let_into_admin(apps, group):
    give(apps, group, GENERAL)
    of_pages, of_collections = (
        apps.get_model("wagtailcore", f"Group{kind}Permission") for kind in ("Page", "Collection")
    )
    for gallery in apps.get_model("gallery", "GalleryIndexPage").objects.all():
        for permission in permissions(apps, "wagtailcore", "page", ON_PAGES):
            of_pages.objects.get_or_create(group=group, page_id=gallery.pk, permission=permission)
    for collection in apps.get_model("wagtailcore", "Collection").objects.filter(depth=1):
        for permission in permissions(apps, "wagtailimages", "image", ON_IMAGES):
            of_collections.objects.get_or_create(group=group, collection=collection, permission=permission)


def give(apps, group, codenames):
    for (app, model), names in codenames.items():
        group.permissions.add(*permissions(apps, app, model, names))


def permissions(apps, app, model, codenames):
    Permission = apps.get_model("auth", "Permission")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    for codename in codenames:
        known = {"name": f"Can {codename.replace('_', ' ')}"}
        yield Permission.objects.get_or_create(content_type=kind, codename=codename, defaults=known)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("activity", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("community", "0007_newest_reactions"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("gallery", "0007_page_removals"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
