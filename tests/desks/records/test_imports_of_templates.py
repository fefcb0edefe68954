"""The template that a database generates, filled in and saved as Excel does in four locales."""

import csv
import io

import openpyxl
import pytest
from tests.acting import actor, passport

from entraide.desks.records import own_records
from entraide.desks.records.imports import Asked, apply
from entraide.desks.records.imports.template import explanations, template, write_csv, write_xlsx
from entraide.desks.records.models import Record
from entraide.desks.records.writing import By
from entraide.engine.databases import by_code, databases
from entraide.engine.schema.vocabulary import Writer
from entraide.gateways.rows import Row
from entraide.gateways.tables.columns import put
from entraide.gateways.tables.own_columns import OWN_COLUMNS
from entraide.gateways.tables.table import EXAMPLE, Table, detect
from entraide.language import LANGUAGES

SLTD = by_code("travel_documents")
WRITTEN = [each for each in databases() if each.written_by is not Writer.DERIVED]


def rows_of(path, database, **how):
    table = Table(path, database, detect(path, database, **how)[1])
    return list(table.rows()), table.examples


@pytest.mark.parametrize("database", WRITTEN, ids=lambda each: each.code)
def test_a_template_as_generated_holds_no_record_but_its_example(tmp_path, database):
    for language in LANGUAGES:
        write_csv(tmp_path / "t.csv", database, language)
        assert rows_of(tmp_path / "t.csv", database) == ([], 1)
    write_xlsx(tmp_path / "t.xlsx", database, "fr")
    assert rows_of(tmp_path / "t.xlsx", database) == ([], 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("database", databases(), ids=lambda each: each.code)
def test_a_template_is_a_workbook_that_excel_opens_in_every_language(tmp_path, database, language):
    write_xlsx(tmp_path / "t.xlsx", database, language)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert len(book.sheetnames) == 2
    for name in book.sheetnames:
        assert 0 < len(name) <= 31
        assert not set(name) & set("\\*?:/[]")
        assert name == name.strip("' ")
    table, about = book.worksheets
    headings = [column.heading for column in template(database, language)]
    assert [cell.value for cell in table[1]] == headings
    assert [cell.value for cell in about["A"]][1:] == headings


@pytest.mark.parametrize("database", WRITTEN, ids=lambda each: each.code)
def test_each_value_of_the_example_is_one_that_its_field_takes(tmp_path, database, clock):
    write_csv(tmp_path / "t.csv", database, "en")
    text = (tmp_path / "t.csv").read_text("utf-8-sig").replace(f"'{EXAMPLE}", "r-1")
    (tmp_path / "t.csv").write_text(text, "utf-8")
    [row], _examples = rows_of(tmp_path / "t.csv", database)
    assert isinstance(row, Row)
    for field in database.fields:
        if field.name in row.body:
            assert field.clean(row.body[field.name])


def test_the_explanations_name_every_column_and_what_is_required():
    told = list(explanations(SLTD, "en"))
    assert [row[1] for row in told] == [column.name for column in template(SLTD, "en")]
    required = {row[1] for row in told if row[2] == "Yes"}
    assert required == {"owner_ref", "number", "issuing_country", "document_type", "fraud_type"}
    assert all(row[3] and row[4] for row in told)
    assert "stolen_blank: Stolen blank" in next(row[5] for row in told if row[1] == "fraud_type")


def test_a_workbook_template_has_text_cells_so_that_zeros_stay(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", SLTD, "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert len(book.worksheets) == 2
    assert {cell.number_format for cell in book.worksheets[0][2]} == {"@"}
    assert book.worksheets[0].column_dimensions["A"].number_format == "@"


EXCEL = {
    # locale: separator, encoding, a date and a decimal as typed, a country and its code
    "en_US": (",", "cp1252", "04/03/2020", "1.78", "France", "FRA"),
    "en_GB": (",", "utf-8-sig", "03/04/2020", "1.78", "France", "FRA"),
    "fr_FR": (";", "cp1252", "03/04/2020", "1,78", "Algérie", "DZA"),
    "es_ES": (";", "utf-16", "3/4/2020", "1,78", "España", "ESP"),
    "ar_EG": (";", "cp1256", "03/04/2020", "1,78", "الجزائر", "DZA"),
    "ar_SA": ("\t", "utf-16", "٠٣/٠٤/٢٠٢٠", "١٫٧٨", "المغرب", "MAR"),
}


@pytest.mark.parametrize("locale", EXCEL)
def test_what_excel_saves_in_each_locale_is_read(tmp_path, locale):
    separator, encoding, day, height, country, code = EXCEL[locale]
    written = io.StringIO()
    table = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    table.writerow(["owner_ref", "names.1.full", "died_on", "height", "nationalities", "remarks"])
    name = "محمد" if encoding == "cp1256" else "Zoé Çelik"
    table.writerow(["p-1", name, day, height, country, '"x"'])
    path = tmp_path / "excel.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    [row], _examples = rows_of(path, by_code("persons"), locale=locale)
    persons = {field.name: field for field in by_code("persons").fields}
    assert persons["died_on"].clean(row.body["died_on"]) == "2020-04-03"
    assert persons["height"].clean(row.body["height"]) == 1.78
    assert persons["nationalities"].clean(row.body["nationalities"]) == [code]
    assert row.body["remarks"] == '"x"'


def test_the_order_of_dates_follows_from_the_files_own(tmp_path):
    path = tmp_path / "t.csv"
    heads = "number,issuing_country,document_type,fraud_type,lost_on\n"
    line = "A{0},UTO,P,lost,{1}\n"
    path.write_text(heads + line.format(1, "03/04/2020") + line.format(2, "04/25/2020"), "utf-8")
    rows, _examples = rows_of(path, SLTD)
    assert [row.body["lost_on"] for row in rows] == ["2020-03-04", "2020-04-25"]
    path.write_text(heads + line.format(1, "03/04/2020") + line.format(2, "25/04/2020"), "utf-8")
    rows, _examples = rows_of(path, SLTD)
    assert [row.body["lost_on"] for row in rows] == ["2020-04-03", "2020-04-25"]
    both = line.format(2, "25/04/2020") + line.format(3, "04/25/2020")
    path.write_text(heads + line.format(1, "03/04/2020") + both, "utf-8")
    rows, _examples = rows_of(path, SLTD)
    assert rows[0].problem.code == "date_ambiguous"
    assert [row.body["lost_on"] for row in rows[1:]] == ["2020-04-25", "2020-04-25"]


@pytest.mark.django_db
def test_a_filled_in_workbook_is_imported(bureaus, clock, tmp_path):
    write_xlsx(tmp_path / "t.xlsx", SLTD, "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]
    place = {cell.value.rstrip(" *"): cell.column for cell in sheet[1]}
    for number, (ref, value) in enumerate([("r-1", "0012"), ("r-2", 123456)], 3):
        for heading, cell in {
            "Owner's reference": ref,
            "Document number": value,
            "Issuing country": "UTO",
            "Type of document": "Passport",
            "Reason": "Lost",
        }.items():
            sheet.cell(number, place[heading]).value = cell
    book.save(tmp_path / "t.xlsx")
    by = By(actor=actor("UTO"), clock=clock)
    asked = Asked(path=tmp_path / "t.xlsx", owner="UTO", database="travel_documents")
    totals = apply(by, asked)
    assert (totals.added, totals.refused, totals.examples) == (2, 0, 1)
    kept = own_records.own_bodies("UTO", "travel_documents", ["r-1", "r-2"])
    assert kept["r-1"] == passport("0012", fraud_type="lost")
    assert kept["r-2"] == passport("123456", fraud_type="lost")
    assert Record.objects.count() == 2


def test_rows_with_more_or_fewer_cells_than_headings_are_refused(tmp_path):
    path = tmp_path / "t.csv"
    heads = "number;issuing_country;document_type;fraud_type\n"
    path.write_text(heads + "A1;UTO;P\nA2;UTO;P;lost;\nA3;UTO;P;lost;x\nA4;UTO;P;lost\n", "utf-8")
    rows, _examples = rows_of(path, SLTD)
    assert [row.line for row in rows] == [2, 3, 4, 5]
    assert [isinstance(row, Row) for row in rows] == [False, True, False, True]
    assert rows[0].problem.code == rows[2].problem.code == "columns"


def test_a_line_in_another_encoding_is_refused_and_names_its_field(tmp_path):
    path = tmp_path / "t.csv"
    heads = "number;issuing_country;document_type;fraud_type;remarks\n"
    good = "A1;UTO;P;lost;café\n".encode()
    path.write_bytes(heads.encode() + good + b"A2;UTO;P;lost;caf\xe9\nA3;UTO;P;lost;a\x00b\n")
    rows, _examples = rows_of(path, SLTD)
    assert [getattr(row, "ref", None) for row in rows[:1]] == [""]
    assert [(row.line, row.problem.code, row.problem.field) for row in rows[1:]] == [
        (3, "text_encoding", "remarks"),
        (4, "control_character", "remarks"),
    ]


@pytest.mark.parametrize(
    ("purpose", "level", "handling"),
    [
        ("locate; warn", "restricted", "H1, H3"),
        (
            "Locate a person; warn of a person or a danger",
            "Restricted",
            "For intelligence only; not to be shown to the person concerned",
        ),
        (
            "Localisation d'une personne; Mise en garde contre une personne ou un danger",
            "Restreint",
            "À des fins de renseignement uniquement; H3",
        ),
    ],
)
def test_purposes_levels_and_handling_are_read_in_codes_and_in_words(
    tmp_path, purpose, level, handling
):
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        heads = ["record.purposes", "record.confidentiality", "record.handling"]
        table.writerow(["owner_ref", "names.1.full", *heads])
        table.writerow(["p-1", "Ada Marlow", purpose, level, handling])
    [row], _examples = rows_of(path, by_code("persons"))
    assert OWN_COLUMNS[1].kind.clean(row.envelope) == {
        "purposes": ["locate", "warn"],
        "confidentiality": "restricted",
        "handling": ["H1", "H3"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explanations_put_every_code_into_words(language):
    for database in WRITTEN:
        for row in explanations(database, language):
            for choice in filter(None, row[5].split("; ")):
                code, _colon, said = choice.partition(": ")
                assert said, (row[1], choice)
                assert said != code, row[1]


def test_a_json_line_may_hold_groups_and_the_envelope(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"owner_ref": "p-1", "names": [{"full": "Ada"}], "record": {"handling": ["H1"]}}\n'
        '{"owner_ref": "p-2", "names": [{"full": "Ada"}], "died_on": "03/04/2020"}\n',
        "utf-8",
    )
    rows, _examples = rows_of(path, by_code("persons"))
    assert rows[0].envelope == {"handling": ["H1"]}
    assert rows[0].body == {"names": [{"full": "Ada"}]}
    assert rows[1].problem.code == "date_ambiguous"


def test_putting_is_the_inverse_of_taking_apart():
    body = {}
    put(body, ("parents", 0, "name", "family"), "A")
    assert body == {"parents": [{"name": {"family": "A"}}]}
