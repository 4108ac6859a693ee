"""The page of components in a real Chromium: what no public page happens to show is looked at here."""

import pytest

from .examine import examine
from .pages import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, 1440])
def test_every_component_is_right_in_all_its_states(open_page, settings, width):
    settings.DEBUG = True
    make_world()
    page = open_page("/design/", width=width, bypass_csp=True)  # axe copies imported sheets into the page
    assert page.locator("[data-template]").count() > 50
    assert examine(page, without=["landmark-unique"]) == []  # each landmark is there in several states


UPRIGHT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='100' height='200'/>"
SHOW = """async (photos, src) => Promise.all(photos.map(async (photo) => {
  Object.assign(photo, { src, loading: "eager" });
  await photo.decode();
  return [photo.offsetWidth, photo.offsetHeight];
}))"""


def test_a_photo_is_cut_square_by_the_browser(open_page, settings):
    settings.DEBUG = True
    make_world()
    sides = open_page("/design/").locator(".avatar img").evaluate_all(SHOW, UPRIGHT)
    assert {tuple(each) for each in sides} == {(50, 50), (180, 180)}


FACES = """buttons => buttons.filter((each) => each.checkVisibility()).map((each) => {
  const { font, borderTopWidth, borderRadius } = getComputedStyle(each);
  return [each.getBoundingClientRect().height, font, borderTopWidth, borderRadius].join(" ");
})"""


def test_what_is_pressed_has_one_face(open_page, settings):
    settings.DEBUG = True
    make_world()
    page = open_page("/design/")
    pressed = page.locator("[data-template] :is(.button, .reaction-button button, .reaction-button a)")
    faces = pressed.evaluate_all(FACES)
    assert len(faces) > 20
    assert {each.split()[0] for each in faces} == {"44"}
    assert len(set(faces)) == 1
