"""The addresses that show no picture, and who is answered with which status. No canary is read there either."""

from .matrix import statuses

STATUSES = statuses("""
    favicon.ico                                                302 for everybody
    robots.txt                                                 200 for everybody
    health/                                                    200 for everybody
    design/                                                    404 for everybody
    design/tokens.css                                          404 for everybody
    language/                                                  302 for everybody
    theme/                                                     405 for everybody
    nowhere/                                                   404 for everybody
    media/renditions/.                                         404 for everybody
    media/renditions/../{original}                             404 for everybody
    media/renditions/..%2F{original}                           404 for everybody
    media/renditions/..                                        400 for everybody
    media/renditions/                                          404 for everybody
    media/originals/                                           404 for everybody
    media/                                                     404 for everybody

    people/                                                    200 for everybody
    people/owner/followers/                                    200 for everybody
    people/owner/following/                                    200 for everybody
    people/owner/follow/                                       405 for everybody
    people/suspended/                                          404 for everybody
    people/suspended/followers/                                404 for everybody
    people/suspended/following/                                404 for everybody
    people/suspended/likes/                                    404 for everybody
    people/suspended/activity/                                 404 for everybody
    people/suspended/rss/                                      404 for everybody
    people/suspended/atom/                                     404 for everybody

    account/signup/                                            200 for strangers   302 for signed in
    account/login/                                             200 for strangers   302 for signed in
    account/logout/                                            302 for strangers   200 for signed in
    account/inactive/                                          200 for everybody
    account/profile/                                           302 for strangers   200 for signed in
    account/email/                                             302 for strangers   200 for signed in
    account/confirm-email/                                     200 for everybody
    account/confirm-email/old/                                 200 for everybody
    account/password/change/                                   302 for strangers   200 for signed in
    account/password/set/                                      302 for everybody
    account/password/reset/                                    200 for everybody
    account/password/reset/done/                               200 for everybody
    account/password/reset/key/done/                           200 for everybody
    account/password/reset/key/1-old/                          200 for everybody
    admin/login/                                               302 for everybody
    _util/login/                                               302 for everybody
    documents/authenticate_with_password/{document}/           404 for everybody

    admin/community/contact/                                   302 for outside     302 for editors     200 for superuser
    admin/community/contact/delete/{contact}/                  302 for outside     302 for editors     200 for superuser
    admin/community/contact/edit/{contact}/                    302 for everybody
    admin/community/contact/create/                            302 for everybody

    admin/pictures/add/{album}/                                302 for outside     302 for other editor  200 for at work
    admin/pictures/added/{album}/                              302 for everybody

    admin/reports/actions/                                     302 for outside     302 for editors     200 for superuser
    admin/reports/actions/results/                             302 for outside     302 for editors     200 for superuser
    admin/reports/actions/?export=csv                          302 for outside     302 for editors     200 for superuser
    admin/reports/active-members/                              302 for outside     302 for editors     200 for superuser
    admin/reports/active-members/results/                      302 for outside     302 for editors     200 for superuser
    admin/reports/active-members/?export=csv                   302 for outside     302 for editors     200 for superuser
    admin/snippets/activity/action/add/                        302 for everybody
    admin/snippets/activity/action/edit/{action}/              302 for everybody
    admin/snippets/activity/action/delete/{action}/            302 for everybody
    admin/snippets/activity/action/usage/{action}/             302 for everybody
    admin/snippets/activity/action/history/{action}/           302 for everybody
    admin/snippets/activity/action/history-results/{action}/   302 for everybody

    admin/guide/                                               302 for outside     200 for admins

    admin/users/                                               302 for outside     302 for editors     200 for superuser
    admin/users/results/                                       302 for outside     302 for editors     200 for superuser
    admin/users/new/                                           302 for outside     302 for editors     200 for superuser
    admin/users/suspend/{member}/                              302 for outside     302 for editors     200 for superuser
    admin/users/edit/{member}/                                 302 for outside     302 for editors     200 for superuser
    admin/users/delete/{member}/                               302 for outside     302 for editors     200 for superuser
    admin/users/usage/{member}/                                302 for outside     302 for editors     200 for superuser
    admin/users/history/{member}/                              302 for outside     302 for editors     200 for superuser
    admin/users/history-results/{member}/                      302 for outside     302 for editors     200 for superuser
""")
