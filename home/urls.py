from django.urls import path

from .theme import ThemeView

urlpatterns = [path("theme/", ThemeView.as_view(), name="theme")]
