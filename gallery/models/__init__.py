from .albums import GalleryIndexPage, GalleryPage
from .exclusions import RankingExclusion
from .heartbeats import Heartbeat
from .images import GalleryImage, Rendition
from .licences import Licence
from .pages import ImagePage, ImagePageTag
from .removals import PageRemoval
from .search import OutdatedEntry, SearchWord
from .stats import CountedVisitor, CountingState, DailyViews, ImageStats
from .versions import ContentVersion

__all__ = [
    "ContentVersion",
    "CountedVisitor",
    "CountingState",
    "DailyViews",
    "GalleryImage",
    "GalleryIndexPage",
    "GalleryPage",
    "Heartbeat",
    "ImagePage",
    "ImagePageTag",
    "ImageStats",
    "Licence",
    "OutdatedEntry",
    "PageRemoval",
    "RankingExclusion",
    "Rendition",
    "SearchWord",
]
