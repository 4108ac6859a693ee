from django.urls import path

from web.theme import ThemeView

urlpatterns = [path("theme/", ThemeView.as_view(), name="theme")]
