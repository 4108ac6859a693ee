from wagtail import hooks

from .admin.dashboard import FiguresPanel, RisingPanel, ToDoPanel


@hooks.register("construct_homepage_panels")
def desk(request, panels):
    panels += [FiguresPanel(), RisingPanel(), ToDoPanel()]
