from .images import GalleryImage, Rendition
from .licences import Licence
from .pages import GalleryIndexPage, GalleryPage, ImagePage, ImagePageTag
from .stats import DailyViews, DirectView, ImageStats, ViewBatch

__all__ = [
    "DailyViews",
    "DirectView",
    "GalleryImage",
    "GalleryIndexPage",
    "GalleryPage",
    "ImagePage",
    "ImagePageTag",
    "ImageStats",
    "Licence",
    "Rendition",
    "ViewBatch",
]
