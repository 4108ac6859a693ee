import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from community.models import Member

from .accounts import PASSWORD, member_of, sign_in

NOT_TOGETHER = "do not belong together"


@pytest.fixture
def ana(db):
    return Member.objects.create_user("ana", "ana@example.org", PASSWORD)


@pytest.mark.parametrize("login", ["ana", "Ana", "ａｎａ", " ana ", "ana@example.org", "ANA@Example.org"])
def test_sign_in_by_username_or_address(client, ana, login):
    assert sign_in(client, login).status_code == 302
    assert member_of(client) == "ana"


def test_sign_in_ignores_letter_case_in_every_alphabet(client, db):
    Member.objects.create_user("Иван", password=PASSWORD)
    sign_in(client, "иВАН")
    assert member_of(client) == "Иван"


@pytest.mark.parametrize("login", ["аna", "ama"])
def test_sign_in_wants_the_name_itself(client, ana, login):
    assert NOT_TOGETHER in sign_in(client, login).content.decode()
    assert member_of(client) is None


@pytest.mark.parametrize("login", ["ana", "nobody", "ana@example.org", "nobody@example.org"])
def test_sign_in_does_not_tell_who_has_an_account(client, ana, login):
    answer = sign_in(client, login, "wrong")
    assert [str(each) for each in answer.context["form"].non_field_errors()] == [
        "This name and this password do not belong together."
    ]


def test_sign_in_stops_after_too_many_tries(client, ana):
    answers = [sign_in(client, login, "wrong") for login in ["ana", "ANA", "ａｎａ", " ana", "Ana", "ana"]]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1]["Retry-After"] == "300"
    assert "site-header" in answers[-1].content.decode()
    assert sign_in(client, "ana").status_code == 429  # the right password now, but too late


def test_sign_in_limits_each_address(client, db):
    answers = [sign_in(client, f"name{number}", "wrong").status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


def test_sign_in_believes_our_own_proxies_alone(client, ana, settings):
    settings.PROXY_COUNT = 1
    for number in range(11):
        forwarded = f"203.0.113.{number}, 198.51.100.1"
        answer = client.post(
            "/account/login/", {"login": f"name{number}", "password": "wrong"}, HTTP_X_FORWARDED_FOR=forwarded
        )
    assert answer.status_code == 429
    assert client.post("/account/login/", {"login": "ana", "password": PASSWORD}, REMOTE_ADDR="").status_code == 302


@pytest.fixture
def redis_away(outage):
    with outage():
        yield


def test_sign_in_works_without_redis(client, ana, redis_away):
    assert sign_in(client, "ana").status_code == 302
    assert member_of(client) == "ana"
    client.post("/account/logout/")
    assert member_of(client) is None


def test_sign_in_has_its_limits_without_redis(client, ana, redis_away):
    answers = [sign_in(client, "ana", "wrong").status_code for _ in range(6)]
    assert answers[-1] == 429
    assert sign_in(client, "ana").status_code == 429


@pytest.fixture
def private_document(album):
    collection = Collection.get_first_root_node().add_child(name="Contracts")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="password", password="sesame")
    document = Document.objects.create(title="Contract", file=ContentFile(b"x", "x.txt"), collection=collection)
    return document.url


def test_the_password_of_a_document_cannot_be_tried_for_ever(client, private_document):
    url = private_document
    action = client.get(url).context["action_url"]
    given = {"return_url": url}
    tries = [client.post(action, {**given, "password": f"open {number}"}).status_code for number in range(10)]
    assert tries == [200] * 10
    refused = client.post(action, {**given, "password": "sesame"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
    assert client.get(action).status_code == 200
    assert client.post(action, {**given, "password": "sesame"}, REMOTE_ADDR="10.0.0.9").url == url


@pytest.mark.parametrize("redis", ["there", "away"])
def test_the_password_of_a_page_cannot_be_tried_for_ever(client, album, redis, request):
    if redis == "away":
        request.getfixturevalue("redis_away")
    PageViewRestriction.objects.create(page=album, restriction_type="password", password="sesame")
    action = client.get(album.url).context["action_url"]
    given = {"return_url": album.url}
    tries = [client.post(action, {**given, "password": f"open {number}"}).status_code for number in range(10)]
    assert tries == [200] * 10
    assert client.post(action, {**given, "password": "sesame"}).status_code == 429
    assert client.get(action).status_code == 200
    assert client.post(action, {**given, "password": "sesame"}, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_sign_in_leads_back(client, ana):
    assert sign_in(client, "ana", next="/tags/?page=2").url == "/tags/?page=2"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_to_no_other_site(client, ana, elsewhere):
    assert sign_in(client, "ana", next=elsewhere).url == "/"


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/"])
def test_who_is_signed_in_need_not_sign_in(client, ana, path):
    client.force_login(ana)
    assert client.get(path + "?next=/tags/").url == "/tags/"


def test_a_page_that_members_may_not_see_does_not_send_them_round(client, ana, album):
    restriction = PageViewRestriction.objects.create(page=album, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="jury"))
    client.force_login(ana)
    sign_in_url = client.get(album.url).url
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert client.get(sign_in_url).url == album.url
        clock.shift(9)
        assert client.get(sign_in_url).status_code == 403
        assert client.get(sign_in_url).url == album.url
        clock.shift(11)
        assert client.get(sign_in_url).url == album.url


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/"])
def test_admin_has_the_same_sign_in(client, db, path):
    assert client.get(path).url == f"/account/login/?next={path}"


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_no_sign_in_goes_round_the_limits(client, ana, path):
    answer = client.post(path, {"username": "ana", "password": PASSWORD})
    assert answer.url.partition("?")[0] == "/account/login/"
    assert client.get(path + "?next=/admin/").url == "/account/login/?next=/admin/"
    assert member_of(client) is None
    assert client.get("/admin/password_reset/").status_code == 404


def test_editors_come_into_the_admin(client, db):
    Member.objects.create_superuser("boss", "", PASSWORD)
    assert sign_in(client, "boss", next="/admin/").url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_sign_out_by_post_alone(client, ana):
    client.force_login(ana)
    assert client.get("/account/logout/").status_code == 200
    assert member_of(client) == "ana"
    assert client.post("/account/logout/").url == "/"
    assert member_of(client) is None


def test_sign_out_wants_our_own_form(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post("/account/logout/").status_code == 403
    assert member_of(client) == "ana"


def test_header_knows_who_is_there(client, ana, gallery):
    assert "/account/login/?next=/tags/" in client.get("/tags/").content.decode()
    client.force_login(ana)
    page = client.get("/tags/").content.decode()
    assert "/people/ana/" in page
    assert "/account/login/" not in page
