"""Addresses of the records desk."""

from django.urls import path

from entraide.desks.records.pages import (
    adding,
    correcting,
    deciding,
    grid,
    importing,
    listing,
    looking,
    reviewing,
    showing,
)

app_name = "records"
urlpatterns = [
    path("", listing.home, name="home"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("imports/", importing.imports, name="imports"),
    path("imports/<int:number>/", importing.one_import, name="import"),
    path("imports/<int:number>/progress/", importing.progress, name="import_progress"),
    path("imports/<int:number>/act/", importing.act, name="import_act"),
    path("imports/<int:number>/refused.csv", importing.refused, name="import_refused"),
    path("record/<str:reference>/", showing.record, name="record"),
    path("record/<str:reference>/versions/", showing.compared, name="versions"),
    path("record/<str:reference>/correct/", correcting.correct, name="correct"),
    path("record/<str:reference>/restrict/", deciding.restrict, name="restrict"),
    path("record/<str:reference>/withdraw/", deciding.withdraw, name="withdraw"),
    path("record/<str:reference>/suspend/", deciding.suspend, name="suspend"),
    path("record/<str:reference>/restore/", deciding.restore, name="restore"),
    path("record/<str:reference>/row/", grid.grid_row, name="grid_row"),
    path("<slug:database>/", listing.listed, name="list"),
    path("<slug:database>/new/", adding.new, name="new"),
    path("<slug:database>/grid/", grid.grid, name="grid"),
    path("<slug:database>/export/", listing.export, name="export"),
    path("<slug:database>/quality/", looking.lacking, name="quality"),
    path("<slug:database>/duplicates/", looking.twice, name="duplicates"),
    path("<slug:database>/template.<str:form>", importing.template_file, name="template"),
]
