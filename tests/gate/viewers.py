"""Who looks, and by which names the table calls several of them at once."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from community import relations
from community.models import Member
from tests.factories import MemberFactory

ANONYMOUS = "anonymous"
VIEWERS = (
    ANONYMOUS,
    "member",
    "follower",  # follows the owner
    "suspended",
    "owner",  # of all the pictures
    "editor",  # may change and publish what is in the album; in the group that the state "group-only" is for
    "other editor",  # the same in the other album
    "moderator",  # of the whole gallery
    "superuser",
)
ADMINS = {"editor", "other editor", "moderator", "superuser"}

# The columns of the table.
COLUMNS = {
    "everybody": set(VIEWERS),
    "strangers": {ANONYMOUS, "suspended"},  # whoever is suspended is signed out
    "signed in": set(VIEWERS) - {ANONYMOUS, "suspended"},
    "members": {"member", "follower", "owner", "other editor", "moderator"},
    "in the group": {"editor", "superuser"},
    "outside": set(VIEWERS) - ADMINS,  # of Wagtail's admin
    "plain members": {"member", "follower", "owner"},
    "admins": ADMINS,
    "editors": ADMINS - {"superuser"},
    "at work": ADMINS - {"other editor"},  # who may work on the album
    **{name: {name} for name in VIEWERS},
}


def make_viewers() -> dict[str, Member]:
    """Without the stranger, and all of them active still."""
    viewers = {name: MemberFactory(username=name.replace(" ", "-")) for name in VIEWERS if name != ANONYMOUS}
    Member.objects.filter(username="superuser").update(is_superuser=True)
    relations.follow(viewers["follower"], viewers["owner"])
    return viewers


def give_rights(member: Member, page, actions=("add", "change", "publish"), *, images=True) -> Group:
    """Makes a group that may work on the page and below it, and add images, with the member in it."""
    group = Group.objects.create(name=f"Group of {member.username}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if images:
        permission = Permission.objects.get(content_type__app_label="wagtailimages", codename="add_image")
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    for action in actions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    member.groups.add(group)
    return group
