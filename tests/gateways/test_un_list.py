"""The consolidated list: every entry a person or organisation and its notice, none of it lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entraide.engine.databases import by_code
from entraide.engine.schema.cleaning import clean_body
from entraide.gateways.rows import Refused, Row
from entraide.gateways.tables.lines import Limits
from entraide.gateways.un_list.source import UnList
from entraide.gateways.un_list.wording import country_in, names_in, number_in

ENTRY = """\
<INDIVIDUAL>
  <DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
  <FIRST_NAME> TESTO </FIRST_NAME><SECOND_NAME>AL-UTOPI</SECOND_NAME><THIRD_NAME/>
  <UN_LIST_TYPE>Taliban</UN_LIST_TYPE><REFERENCE_NUMBER>TAi.901 </REFERENCE_NUMBER>
  <LISTED_ON>2016-11-30</LISTED_ON><GENDER>Male</GENDER>
  <NAME_ORIGINAL_SCRIPT>تستو اليوتوبي</NAME_ORIGINAL_SCRIPT>
  <COMMENTS1>Invented for a test.</COMMENTS1>
  <TITLE><VALUE>Doctor</VALUE></TITLE>
  <DESIGNATION><VALUE>Keeper of samples</VALUE></DESIGNATION>
  <NATIONALITY><VALUE>UTO</VALUE></NATIONALITY>
  <LAST_DAY_UPDATED><VALUE>2017-01-01</VALUE></LAST_DAY_UPDATED>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>
    <ALIAS_NAME>Testow; Testov</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY>
    <ALIAS_NAME>Abu Test (original script: Абу Тест)</ALIAS_NAME><NOTE>as a youth</NOTE>
  </INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ADDRESS><STREET>1 Test Road</STREET><CITY>Utopolis</CITY></INDIVIDUAL_ADDRESS>
  {dates}
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Utopolis</CITY><COUNTRY>UTO</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Elsewhere</CITY></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
    <NUMBER>Utopian passport No. 96/184442</NUMBER><ISSUING_COUNTRY>UTO</ISSUING_COUNTRY>
    <NOTE>expired in 2015</NOTE></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL>
"""
ENTITY = """\
<ENTITY><FIRST_NAME>TESTING COMPANY OF UTOPIA</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
  <REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER><LISTED_ON>2017-09-11</LISTED_ON>
  <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Testcorp</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY>
"""
ONE_DATE = """<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE>
</INDIVIDUAL_DATE_OF_BIRTH>"""
LIST = "<CONSOLIDATED_LIST><INDIVIDUALS>{}</INDIVIDUALS><ENTITIES>{}</ENTITIES></CONSOLIDATED_LIST>"
SOUND = LIST.format(ENTRY.format(dates=ONE_DATE), ENTITY)


def rows_of(path, text, **limits):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(UnList(path, Limits(**limits)).rows())


def cleaned(row, clock):
    return clean_body(by_code(row.database), row.body, today=clock.now().date(), owner="UNO")


def test_an_individual_becomes_a_person_and_a_notice(tmp_path, clock):
    person, notice, *_rest = rows_of(tmp_path / "list.xml", SOUND)
    assert (person.database, notice.database) == ("persons", "notices")
    assert person.ref == notice.ref == "TAi.901"
    body = cleaned(person, clock)
    names = [(name["full"], name["kind"], name.get("quality")) for name in body.pop("names")]
    assert names == [
        ("TESTO AL-UTOPI", "main", None),
        ("تستو اليوتوبي", "original_script", None),
        ("Testow", "alias", "good"),
        ("Testov", "alias", "good"),
        ("Abu Test", "alias", "low"),
        ("Абу Тест", "alias", "low"),
    ]
    remarks = body.pop("remarks").splitlines()
    assert body == {
        "kind": "person",
        "status": "sanctioned_un",
        "birth_date": "1964-07-17",
        "birth_place": "Utopolis",
        "birth_country": "UTO",
        "sex": "M",
        "nationalities": ["UTO"],
        "documents": [{"number": "96/184442", "issuing_country": "UTO", "document_type": "P"}],
        "addresses": ["1 Test Road, Utopolis"],
        "occupation": "Keeper of samples",
    }
    assert "Title: Doctor" in remarks
    assert "Other place of birth: Elsewhere" in remarks
    assert "Updated on: 2017-01-01" in remarks
    assert any("expired in 2015" in line for line in remarks)
    assert any("as a youth" in line for line in remarks)
    assert notice.body | {"un_resolution": ""} == {
        "colour": "un",
        "circulation": "notice",
        "person": "TAi.901",
        "un_reference": "TAi.901",
        "un_resolution": "",
        "facts": "Invented for a test.",
        "published_on": "2016-11-30",
        "public_extract": True,
    }
    assert notice.body["un_resolution"].startswith("1988")
    assert cleaned(Row(line=1, database="notices", ref="x", body=notice.body), clock)


def test_an_entity_becomes_an_organisation(tmp_path, clock):
    *_first, entity, notice = rows_of(tmp_path / "list.xml", SOUND)
    body = cleaned(entity, clock)
    assert body["kind"] == "organisation"
    assert [name["full"] for name in body["names"]] == ["TESTING COMPANY OF UTOPIA", "Testcorp"]
    assert notice.ref == entity.ref == "KPe.901"


DATE = "<INDIVIDUAL_DATE_OF_BIRTH>{}</INDIVIDUAL_DATE_OF_BIRTH>"
RANGE = "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>"
APPROXIMATE = "<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1968</YEAR>"


@pytest.mark.parametrize(
    ("dates", "one", "several"),
    [
        ([RANGE], None, ["1955", "1956", "1957", "1958"]),
        ([APPROXIMATE], "1968", None),
        (["<YEAR>1968</YEAR>", "<DATE>1970-01-02</DATE>"], None, ["1968", "1970-01-02"]),
        ([], None, None),
    ],
)
def test_dates_of_birth_are_kept_as_far_as_they_are_known(tmp_path, clock, dates, one, several):
    entry = ENTRY.format(dates="".join(map(DATE.format, dates)))
    person, *_rest = rows_of(tmp_path / "list.xml", LIST.format(entry, ""))
    body = cleaned(person, clock)
    assert body.get("birth_date") == one
    assert body.get("possible_birth_dates") == several
    assert ("Date of birth: APPROXIMATELY 1968" in body["remarks"]) == (dates == [APPROXIMATE])


@pytest.mark.parametrize(
    ("text", "code", "survivors"),
    [
        (SOUND[: SOUND.index("<ENTITY>") + 60], "xml_broken", 2),
        ("<OTHER/>", "xml_broken", 0),
        ("", "xml_broken", 0),
        ('<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST/>', "xml_forbidden", 0),
        (SOUND.replace("TAi.901", ""), "reference_missing", 2),
        (SOUND.replace("TESTO", "T\ufffdSTO"), "text_encoding", 2),
        (
            LIST.format("<INDIVIDUAL>" + "<A>x</A>" * 200_000 + "</INDIVIDUAL>", ENTITY),
            "entry_too_long",
            2,
        ),
    ],
)
def test_a_broken_entry_or_file_is_refused_with_its_line(tmp_path, text, code, survivors):
    found = rows_of(tmp_path / "list.xml", text)
    refused = [row for row in found if isinstance(row, Refused)]
    assert [row.problem.code for row in refused] == [code]
    assert all(row.line >= 1 for row in refused)
    assert len(found) - len(refused) == survivors


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 30), st.binary(max_size=8))
def test_a_damaged_list_gives_rows_and_refusals_only(tmp_path, clock, place, length, put_in):
    data = SOUND.encode()
    for row in rows_of(tmp_path / "list.xml", data[:place] + put_in + data[place + length :]):
        assert isinstance(row, Row | Refused)


@given(st.text(max_size=60))
def test_any_text_has_names_a_number_and_a_country_or_not(text):
    assert all(name == " ".join(name.split()) for name in names_in(text))
    assert isinstance(number_in(text), str)
    assert isinstance(country_in(text), str)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("381310014", "381310014"),
        ("HR8CHGP8", "HR8CHGP8"),
        ("PS 472330208", "PS 472330208"),
        ("No. H0044232 (Utopian)", "H0044232"),
        ("R00012098, Utopia", "R00012098"),
        ("national identity card number 44103-5251752-5", "44103-5251752-5"),
        ("passport number L 191609 issued on 28 Feb. 1996", "L 191609"),
        ("issued in 1993, under another name", ""),
        ("unknown", ""),
    ],
)
def test_a_number_is_found_inside_a_sentence(text, number):
    assert number_in(text) == number
