"""`entraide explain`: how alike two persons are and why, part by part; it needs no hub."""

from pathlib import Path

import click

from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.name_table import make_name_table
from entraide.cli.output import emit
from entraide.cli.sides import Side, read_countries, read_date
from entraide.cli.usage import misuse
from entraide.errors import Invalid
from entraide.language import _


@command(
    "explain",
    help=_(
        "Compares two names and says why they are alike or not.\n\n"
        "It shows the two names part by part: what met what, what differs, what each field gave "
        "or took, the score, the probability, and whether a check would list it at the border and "
        "in a bureau's search. It needs no hub and leaves no trace.\n\n"
        "--pairs compares every row of a CSV (columns left and right; left_date, right_date, "
        "left_country and right_country if known) and writes one JSON line a pair, in order. A "
        "date or country that cannot be read is told with its line and column and the pair is "
        "compared without it: exit code 3."
    ),
    examples=(
        "entraide explain 'Marlow, Ada' 'ADA MARLOWE'",
        "entraide explain 'Selin Öztanır' 'سلين أوزتانر' --left-date 1987-05 --right-date 1987",
        "entraide explain 'Ada Marlow' 'Ada Marlow' --left-country UTO --right-country QMA --json",
        "entraide explain --pairs pairs.csv > explained.jsonl",
    ),
)
@click.argument("names", nargs=-1, metavar="A B")
@option("--left-date", metavar="DATE", default="", help=_("Date of birth beside A, maybe in part."))
@option("--right-date", metavar="DATE", default="", help=_("The same beside B."))
@option("--left-country", metavar="CODE", default="", help=_("Nationality beside A."))
@option("--right-country", metavar="CODE", default="", help=_("The same beside B."))
@option("--pairs", type=Path, metavar="FILE", help=_("A CSV of pairs, a JSON line each."))
@pass_invocation
def explain(
    invocation: Invocation, /, names: tuple[str, ...], pairs: Path | None, **given: str
) -> None:
    """Compares, prints why."""
    if pairs is not None:
        if names or any(given.values()):
            raise misuse(invocation, _("--pairs is compared by itself: leave out the rest."))
        from entraide.cli.explaining import document
        from entraide.cli.pairs import explain_pairs

        make_name_table(invocation)
        click.get_current_context().exit(explain_pairs(invocation, pairs, document))
    if len(names) != 2:  # noqa: PLR2004 - two names are compared
        raise misuse(invocation, _("Give two names to compare, or --pairs."))
    make_name_table(invocation)
    left, right = (_side(side, name, given) for side, name in zip(_SIDES, names, strict=True))
    from entraide.cli.explaining import document, text

    language = invocation.language
    if invocation.as_json:
        emit(invocation, document(left, right, language), "")
    else:
        emit(invocation, None, text(left, right, language))


_SIDES = ("left", "right")


def _side(side: str, name: str, given: dict[str, str]) -> Side:
    """One side as it was written. Raises Invalid, naming the option."""
    if not name.strip():
        raise Invalid("name", _("There is no name here to compare."), field=side)
    try:
        date = read_date(given[f"{side}_date"])
    except Invalid as problem:
        raise problem.within(f"--{side}-date") from None
    try:
        return Side(name, date, read_countries(given[f"{side}_country"]))
    except Invalid as problem:
        raise problem.within(f"--{side}-country") from None
