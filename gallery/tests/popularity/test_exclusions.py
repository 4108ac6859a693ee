import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from gallery.models import RankingExclusion
from gallery.popularity.exclusions import EXCLUDED, REINSTATED, exclude, reinstate
from tests.factories import AlbumFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
REASON = "A contest sent its voters here"


def in_group(name):
    member = MemberFactory(username=name.lower())
    member.groups.add(Group.objects.get(name=name))
    return member


@pytest.fixture
def editor(gallery):
    return in_group("Moderators")


@pytest.fixture
def address(picture):
    return reverse("ranking_exclusion", args=[picture.pk])


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def logged(picture):
    entries = PageLogEntry.objects.filter(page=picture.pk, action__in=[EXCLUDED, REINSTATED]).order_by("pk")
    return [(entry.action, entry.user, entry.data["reason"]) for entry in entries]


def test_excluding_and_reinstating_are_logged_with_their_reasons(picture, editor):
    assert exclude(editor, picture, REASON)
    assert reinstate(editor, picture, "The contest is over")
    assert logged(picture) == [(EXCLUDED, editor, REASON), (REINSTATED, editor, "The contest is over")]


def test_doing_it_twice_changes_nothing(picture, editor):
    assert exclude(editor, picture, REASON)
    assert not exclude(editor, picture, "Another reason")
    assert picture.ranking_exclusion.reason == REASON
    assert reinstate(editor, picture, "Over")
    assert not reinstate(editor, picture, "Over")
    assert len(logged(picture)) == 2


def test_publishing_an_older_revision_does_not_reinstate_it(picture, editor):
    revision = picture.save_revision()
    exclude(editor, picture, REASON)
    revision.publish()
    assert RankingExclusion.objects.filter(page=picture).exists()


def test_a_copy_is_not_excluded(picture, editor):
    exclude(editor, picture, REASON)
    copy = picture.copy(update_attrs={"slug": "copy"})
    assert not RankingExclusion.objects.filter(page=copy).exists()


def test_it_goes_with_its_picture_and_outlives_its_editor(picture, album, editor):
    other = PictureFactory(parent=album)
    for each in (picture, other):
        exclude(editor, each, REASON)
    editor.delete()
    assert RankingExclusion.objects.get(page=picture).editor is None
    picture.delete()
    assert [each.page_id for each in RankingExclusion.objects.all()] == [other.pk]


def test_the_form_excludes_and_puts_back(admin, picture, editor, address):
    assert "Exclude from the ranking" in admin.get(address).content.decode()
    response = admin.post(address, {"action": "exclude", "reason": REASON, "next": "/most-viewed/"})
    assert (response.status_code, response.url) == (302, "/most-viewed/")
    page = admin.get(address).content.decode()
    assert REASON in page
    assert str(editor) in page
    response = admin.post(address, {"action": "reinstate", "reason": "Over"})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[picture.pk])
    assert [action for action, _user, _reason in logged(picture)] == [EXCLUDED, REINSTATED]


@pytest.mark.parametrize("action", ["exclude", "reinstate"])
@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_the_form_wants_a_reason(admin, picture, editor, address, action, reason):
    if action == "reinstate":
        exclude(editor, picture, REASON)
    response = admin.post(address, {"action": action, "reason": reason})
    assert response.context["form"].errors["reason"]
    assert RankingExclusion.objects.exists() == (action == "reinstate")


def test_the_form_does_not_know_other_actions(admin, picture, address):
    assert admin.post(address, {"action": "toggle", "reason": REASON}).status_code == 400
    assert admin.get(reverse("ranking_exclusion", args=[999_999])).status_code == 404


def test_the_form_does_not_lead_to_another_host(admin, address):
    response = admin.post(address, {"action": "exclude", "reason": REASON, "next": "https://elsewhere.example/"})
    assert response.url.startswith("/admin/")


@pytest.mark.parametrize("who", ["Editors", "member", "stranger"])
def test_only_who_may_publish_the_picture_leaves_it_out(client, picture, address, who):
    """Editors may change drafts, but what the public sees is another's decision."""
    if who != "stranger":
        client.force_login(in_group("Editors") if who == "Editors" else MemberFactory())
    assert client.post(address, {"action": "exclude", "reason": REASON}).status_code in (302, 403)
    assert not RankingExclusion.objects.exists()


def test_the_pictures_page_in_the_admin_has_the_button(admin, picture, editor, address):
    edit = reverse("wagtailadmin_pages:edit", args=[picture.pk])
    page = admin.get(edit).content.decode()
    assert address in page
    assert "Exclude from the ranking" in page
    exclude(editor, picture, REASON)
    assert "Reinstate in the ranking" in admin.get(edit).content.decode()


@pytest.mark.parametrize("given", ["", "/admin/pages/1/"])
def test_whoever_cancels_is_where_they_came_from(admin, picture, address, given):
    page = admin.get(address, {"next": given}).content.decode()
    came_from = given or reverse("wagtailadmin_pages:edit", args=[picture.pk])
    assert f'<a href="{came_from}" class="button button-secondary">Cancel</a>' in page


def test_pages_that_are_no_pictures_have_no_button(admin, album):
    page = admin.get(reverse("wagtailadmin_pages:edit", args=[album.pk])).content.decode()
    assert "Exclude from the ranking" not in page


def test_who_may_not_publish_has_no_button(client, picture, address):
    client.force_login(in_group("Editors"))
    assert address not in client.get(reverse("wagtailadmin_pages:edit", args=[picture.pk])).content.decode()


@pytest.mark.parametrize("name", ["wagtailadmin_pages:history", "wagtailadmin_reports:site_history"])
def test_histories_tell_what_was_done_and_why(admin, picture, editor, name):
    exclude(editor, picture, REASON)
    page = admin.get(reverse(name, args=[picture.pk] if name.startswith("wagtailadmin_pages") else [])).content.decode()
    assert f"Excluded from the ranking: {REASON}" in page


def test_the_report_lists_what_is_excluded(admin, picture, editor, address):
    exclude(editor, picture, REASON)
    page = admin.get(reverse("ranking_exclusions_report")).content.decode()
    assert all(text in page for text in (REASON, picture.title, address))
    export = b"".join(admin.get(reverse("ranking_exclusions_report"), {"export": "csv"}).streaming_content).decode()
    assert REASON in export


def test_the_report_is_filtered_by_editor_and_day(admin, picture, album, editor):
    other, bea = PictureFactory(parent=album), MemberFactory(username="bea")
    exclude(editor, picture, REASON)
    exclude(bea, other, "Another reason")
    RankingExclusion.objects.filter(page=other).update(created="2020-01-15T12:00Z")
    for asked, shown in (
        ({"editor": bea.pk}, {other.pk}),
        ({"editor": [bea.pk, editor.pk]}, {other.pk, picture.pk}),
        ({"created_to": "2020-01-31"}, {other.pk}),
        ({"created_from": "2020-02-01"}, {picture.pk}),
    ):
        listed = admin.get(reverse("ranking_exclusions_report"), asked).context["object_list"]
        assert {exclusion.pk for exclusion in listed} == shown


def test_the_report_lists_what_its_reader_may_publish(client, picture, album, editor):
    other = PictureFactory(parent=AlbumFactory(parent=album.get_parent()))
    exclude(editor, picture, "Mine")
    exclude(editor, other, "Of another album")
    group = Group.objects.create(name="Curators of one album")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=album, permission=publish)
    client.force_login(in_group(group.name))
    page = client.get(reverse("ranking_exclusions_report")).content.decode()
    assert "Mine" in page
    assert "Of another album" not in page
