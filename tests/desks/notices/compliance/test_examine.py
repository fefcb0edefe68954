"""Examining holds for any request, however it is filled in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance import RULES, Verdict, examine, verdict
from entraide.engine.schema.notice_terms import COLOURS

NAMES = ("names", "birth_date", "status", "facts", "charges", "warrants", "event_date", "subject")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("1985-03"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("family", "law", "issued_on", "offence")), inner)
    ),
    max_leaves=6,
)
BODIES = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)


@given(st.sampled_from(sorted(COLOURS)), BODIES, BODIES, BODIES)
def test_any_request_is_examined_and_twice_alike(kind, person, body, stated):
    case = Case(kind, "notice", "UTO", date(2026, 11, 1), person, body, stated=stated)
    assert examine(case) == examine(case)
    assert verdict(examine(case))


@given(BODIES)
def test_what_is_added_never_makes_a_whole_identity_fail(more):
    whole = {
        "names": [{"family": "Vellamo", "forename": "Joren"}],
        "birth_date": "1984",
        "sex": "M",
        "marks": "Scar",
    }
    case = Case("red", "notice", "UTO", date(2026, 11, 1), more | whole)
    (found,) = [one for one in examine(case) if one.rule == "mandatory.red"]
    assert found.verdict is Verdict.PASS


def test_each_rule_has_its_own_id_and_cites_an_article():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.article and not rule.is_checked for rule in RULES)
