"""Addresses of signing in (ours) and of the people desk."""

from django.urls import path

from entraide.desks.bureaus.pages import sign_in

app_name = "bureaus"
urlpatterns = [
    path("sign-in/card/<str:username>/", sign_in.enter_by_card, name="card"),
    path("invited/", sign_in.invited, name="invited"),
    path("invited/<str:token>/", sign_in.invited, name="invitation"),
    path("charter/", sign_in.charter, name="charter"),
    path("second-factor/", sign_in.second_factor, name="second_factor"),
    path("work-as/", sign_in.work_as, name="work_as"),
    path("me/", sign_in.work_as, name="me"),
    path("desk/", sign_in.take_over, name="take_over"),
]
