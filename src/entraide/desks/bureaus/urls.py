"""Addresses of signing in (ours) and of the people desk."""

from django.urls import path

from entraide.desks.bureaus.pages import grants, groups, many, me, people, sign_in, systems

app_name = "bureaus"
urlpatterns = [
    path("sign-in/card/<str:username>/", sign_in.enter_by_card, name="card"),
    path("invited/", sign_in.invited, name="invited"),
    path("invited/<str:token>/", sign_in.invited, name="invitation"),
    path("charter/", sign_in.charter, name="charter"),
    path("second-factor/", sign_in.second_factor, name="second_factor"),
    path("work-as/", sign_in.work_as, name="work_as"),
    path("desk/", sign_in.take_over, name="take_over"),
    path("me/", me.me, name="me"),
    path("me/sessions/end/", me.end_session, name="end_session"),
    path("me/badge/", me.badge, name="badge"),
    path("people/", people.people, name="people"),
    path("people/admit/", people.admit, name="admit"),
    path("people/many/", many.many, name="many"),
    path("people/groups/", groups.groups, name="groups"),
    path("people/groups/<int:number>/end/", groups.end, name="end_group"),
    path("people/proposals/", grants.waiting, name="proposals"),
    path("people/proposals/<int:number>/<slug:act>/", grants.decide, name="decide"),
    path("people/confirm/", grants.confirming, name="confirming"),
    path("people/systems/", systems.systems, name="systems"),
    path("people/systems/grant/", systems.grant_system, name="grant_system"),
    path("people/systems/<slug:name>/key/", systems.make_key, name="make_key"),
    path("people/keys/<int:key>/revoke/", systems.revoke_key, name="revoke_key"),
    path("people/grants/<slug:name>/<slug:act>/", grants.change, name="grant_change"),
    path("people/of/<str:username>/", people.person, name="person"),
    path("people/of/<str:username>/grant/", people.grant, name="grant"),
    path("people/of/<str:username>/leave/", people.leave, name="leave"),
    path("people/of/<str:username>/<slug:act>/", people.change, name="person_change"),
]
