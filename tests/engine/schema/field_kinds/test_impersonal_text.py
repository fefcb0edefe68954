import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.engine.schema.field_kinds import impersonal_text
from entraide.errors import Invalid

PERSONAL = [
    # e-mail
    "Contact desk@example.org for more",
    "write to night.owl+1@example.co.uk",
    # telephone
    "Call +44 20 7946 0958", "phone: 020 7946 0958", "Tél. 01 99 00 12 34", "móvil 612 345 678",
    "هاتف ٠١٩٩٠٠١٢٣٤", "00442079460958",
    # machine readable zone
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<", "L898902C36UTO7408122F1204159<<<<", "ERIKSSON<<ANNA",
    # birth
    "born 12 August 1974", "DOB: 1974-08-12", "date of birth 12/08/74", "né le 12 août 1974",
    "née en 1974", "date de naissance : 12.08.1974", "nacido el 12 de agosto de 1974",
    "fecha de nacimiento 12/08/1974", "تاريخ الميلاد ١٢/٨/١٩٧٤", "مواليد 1974",
    # names
    "Holder: Eriksson", "holder Anna Eriksson", "holder's name is Anna Eriksson",
    "in the name of ERIKSSON", "issued to Anna Eriksson", "registered to Mr. A. Eriksson",
    "belongs to Anna", "Mrs Eriksson reported it", "Surname Eriksson", "Owner: A. Eriksson",
    "au nom de Eriksson", "au nom d'Eriksson", "titulaire : Eriksson", "délivré à Anna Eriksson",
    "Mme Eriksson", "a nombre de Eriksson", "titular: Eriksson", "expedido a Anna Eriksson",
    "Sra. Eriksson", "باسم أنا إريكسون", "اسم حامل الوثيقة: إريكسون", "حاملها أنا", "السيد إريكسون",
]  # fmt: skip
IMPERSONAL = [
    "Blue folder, found near the depot",
    "Stolen with 200 blank books from a van; case 2020/1234, series AB 000100 to AB 000299.",
    "The owner reported the theft on 7 March 2020.",
    "Reported by the holder to the embassy.",
    "Le titulaire a déclaré la perte. Numéro de dossier 12345678.",
    "El titular denunció el robo el 3 de mayo.",
    "أبلغ صاحب السيارة عن السرقة في ٧ مارس ٢٠٢٠.",
    "Engine 1.9 TDI, 105 kW, < 50 000 km, chassis stamped, tel aviv plates removed",
    "Cover page torn, UV feature missing; laminate 0.2 mm; reference 0042-7781",
    "Owner unknown. Driver fled. Issued to replace a lost book.",
    "Drawing, pencil on paper, 30 x 40 cm, signed lower right, 1912",
    "MS, Dr. or MR printed on the label",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_text_that_tells_who_somebody_is_is_refused(text):
    with pytest.raises(Invalid) as caught:
        impersonal_text.clean(text)
    assert caught.value.code == "personal_data"
    assert text not in str(caught.value.problem())


@pytest.mark.parametrize("text", IMPERSONAL)
def test_text_about_things_is_kept(text):
    assert impersonal_text.clean(text) == text


@given(st.sampled_from(IMPERSONAL), st.sampled_from(PERSONAL))
def test_personal_data_is_found_within_other_text(before, personal):
    with pytest.raises(Invalid):
        impersonal_text.clean(f"{before} {personal}")


def test_a_name_that_stands_alone_is_the_documented_limit():
    assert impersonal_text.clean("seen near the depot with Smith")
