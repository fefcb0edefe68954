"""The groups of the bureau's own directory whose members are admitted by themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from entraide.desks.bureaus import groups as acts
from entraide.desks.bureaus import queries
from entraide.desks.bureaus.entering import works_as
from entraide.desks.bureaus.pages.doing import by, did, failed, here, language, own_bureau
from entraide.desks.bureaus.people_forms import GroupForm
from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError, NotFound
from entraide.language import _, translate


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest) -> HttpResponse:
    """The declared groups, and a form for another; not found where there is no directory."""
    bureau = own_bureau(request)
    directories = acts.directories_of(bureau.code)
    if not directories:
        raise NotFound
    form = GroupForm(request.POST or None, bureau=bureau, directories=directories)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        role = Role(told["role"])
        try:
            done = acts.declare(
                by(request), told["directory"], told["name"], role, unit=told["unit"]
            )
        except EntraideError as problem:
            form.add_error(None, problem.say(language()))
        else:
            did(request, done, _("%(about)s is admitted from now on."), about=told["name"])
            return redirect("bureaus:groups")
    rows = [
        (each, translate(words.ROLES[Role(each.role)], language()), acts.holds(each))
        for each in queries.declared_groups(here(request).bureau)
    ]
    return render(request, "bureaus/groups.html", {"form": form, "groups": rows})


@works_as(administers=True)
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Ends a group and every grant that rests on it."""
    try:
        done = acts.end(by(request), number)
        did(request, done, _("%(about)s is revoked."), about=done.about)
    except EntraideError as problem:
        failed(request, problem)
    return redirect("bureaus:groups")
