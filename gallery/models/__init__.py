from .albums import GalleryIndexPage, GalleryPage
from .heartbeats import Heartbeat
from .images import GalleryImage, Rendition
from .leave_outs import LeaveOut
from .licences import Licence
from .pages import ImagePage, ImagePageTag
from .stats import DailyViews, DirectView, ImageStats, ViewBatch

__all__ = [
    "DailyViews",
    "DirectView",
    "GalleryImage",
    "GalleryIndexPage",
    "GalleryPage",
    "Heartbeat",
    "ImagePage",
    "ImagePageTag",
    "ImageStats",
    "LeaveOut",
    "Licence",
    "Rendition",
    "ViewBatch",
]
