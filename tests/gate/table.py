"""What is answered to whom about a picture, state by state; addresses.py says at which addresses.

shown      200, and the picture's canary is read
named      the canary is read in a list
absent     it is not read in the list
done       200, and a reaction is stored
file       200, and it is an image
hidden     404, in every byte as for a picture that never was
login      to the sign-in: 302, or 401 for a script
password   the form that asks for the page's password
moved      301 to where the picture is now
denied     back to the admin's front page
"""

from .matrix import always, among, cells, same_for_everybody, told
from .states import STATES

PAGE = cells("""
    state              strangers   members     in the group
    live               shown       shown       shown
    draft              hidden      hidden      hidden
    draft over live    shown       shown       shown
    in moderation      hidden      hidden      hidden
    scheduled          hidden      hidden      hidden
    expired            hidden      hidden      hidden
    unpublished        hidden      hidden      hidden
    login-only         login       shown       shown
    group-only         login       login       shown
    password           password    password    password
    below restricted   login       login       shown
    being deleted      hidden      hidden      hidden
    deleted            hidden      hidden      hidden
    moved              shown       shown       shown
    on another site    hidden      hidden      hidden
    never was          hidden      hidden      hidden
""")

# public: what goes where others read it, such as oEmbed. rendition: a file whose address everybody could read while the
# picture was live. elsewhere: the page, asked for at the other site. form: that of the password, asked for by itself.
EVERYBODY = same_for_everybody("""
    state              public      rendition   elsewhere   form
    live               shown       file        hidden      hidden
    draft              hidden      hidden      hidden      hidden
    draft over live    shown       file        hidden      hidden
    in moderation      hidden      hidden      hidden      hidden
    scheduled          hidden      hidden      hidden      hidden
    expired            hidden      hidden      hidden      hidden
    unpublished        hidden      hidden      hidden      hidden
    login-only         hidden      hidden      hidden      hidden
    group-only         hidden      hidden      hidden      hidden
    password           hidden      hidden      hidden      password
    below restricted   hidden      hidden      hidden      hidden
    being deleted      hidden      hidden      hidden      hidden
    deleted            hidden      hidden      hidden      hidden
    moved              shown       file        hidden      hidden
    on another site    hidden      file        shown       hidden
    never was          hidden      hidden      hidden      hidden
""")

# In Wagtail's admin: by the rights on the pictures, in any state.
RIGHTS = cells("""
    state              outside   editor   other editor   moderator   superuser
    live               login     shown    denied         shown       shown
    draft              login     shown    denied         shown       shown
    draft over live    login     shown    denied         shown       shown
    in moderation      login     shown    denied         shown       shown
    scheduled          login     shown    denied         shown       shown
    expired            login     shown    denied         shown       shown
    unpublished        login     shown    denied         shown       shown
    login-only         login     shown    denied         shown       shown
    group-only         login     shown    denied         shown       shown
    password           login     shown    denied         shown       shown
    below restricted   login     denied   denied         shown       shown
    being deleted      login     denied   denied         shown       shown
    deleted            login     hidden   hidden         hidden      hidden
    moved              login     denied   shown          shown       shown
    on another site    login     denied   denied         denied      shown
    never was          login     hidden   hidden         hidden      hidden
""")

# What follows from these: the same decision, answered otherwise.
CLOSED = {"login": "absent", "password": "absent", "hidden": "absent", "denied": "absent"}
LIST = told(PAGE, shown="named", **CLOSED)
PUBLIC = EVERYBODY["public"]
PUBLIC_LIST = told(PUBLIC, shown="named", **CLOSED)
OWN_LIST = always("login", "strangers", LIST)
ALBUM = among(set(STATES) - {"moved", "below restricted", "being deleted"}, LIST)
OTHER_ALBUM = among({"moved"}, LIST)
CLOSED_ALBUM = always("login", "strangers", always("login", "members", among({"below restricted"}, LIST)))
BY_TAG = told(PAGE, login="hidden", password="hidden")
OLD_ADDRESS = told(BY_TAG, shown="moved")
REACTION = always("login", "strangers", told(BY_TAG, shown="done"))
ORIGINAL = told(PUBLIC, shown="hidden")
RANKING_REPORT = always("login", "outside", LIST)
RIGHTS_LIST = always("login", "outside", told(RIGHTS, shown="named", **CLOSED))
# Records of what members did: for those alone who have the right to all of it.
RECORD = always("denied", "editors", always("login", "outside", told(RIGHTS, shown="named", **CLOSED)))
RECORD_ENTRY = told(RIGHTS, "editors", shown="denied")
