"""Telephone numbers, addresses, accounts and digests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as stdnum_iban

from entraide.engine.schema.field_kinds import (
    account,
    email,
    hash_hex,
    iban,
    perceptual_hash,
    phone,
    url,
)
from entraide.engine.schema.field_kinds.perceptual_hash import distance
from entraide.engine.schema.field_kinds.phone import phone_in
from entraide.errors import Invalid

BTC = "1NEDqZPvTWRaoho48qXuLLsrYomMXPABfD"  # the example of python-stdnum
TAPROOT = "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr"  # BIP 86's example


def same(kind, one, other):
    return kind.exact(kind.clean(one)) == kind.exact(kind.clean(other))


def near(kind, one, other):
    return bool(set(kind.keys(kind.clean(one))) & set(kind.keys(kind.clean(other))))


def refusal(kind, value):
    with pytest.raises(Invalid) as caught:
        kind.clean(value)
    return caught.value


@pytest.mark.parametrize(
    "written",
    [
        "+33 1 99 00 12 34",
        "0033199001234",
        "tel:+33-1-99-00-12-34",
        "+٣٣١٩٩٠٠١٢٣٤",
        "＋３３１９９００１２３４",
    ],
)
def test_a_telephone_number_is_kept_with_its_country(written):
    assert phone.clean(written) == "+33199001234"


def test_a_number_without_its_country_is_refused_unless_the_country_is_given():
    assert refusal(phone, "01 99 00 12 34").code == "phone_country"
    assert phone_in("FRA").clean("01 99 00 12 34") == "+33199001234"


def test_an_extension_is_kept_and_not_compared():
    assert phone.clean("+33 1 99 00 12 34 ext. 12") == "+33199001234;ext=12"
    assert same(phone, "+33199001234;ext=12", "+33199001234")


@pytest.mark.parametrize("wrong", ["+33", "+999123456789", "abc", "+33 1 99 00 12 34 56 78 90 12"])
def test_what_cannot_be_a_telephone_number_is_refused(wrong):
    assert refusal(phone, wrong).code in {"phone", "phone_country"}


def test_case_of_an_e_mail_address_does_not_count():
    assert same(email, "Desk@Example.ORG", "desk@example.org")
    assert same(email, "a@bücher.example", "a@xn--bcher-kva.example")


def test_a_tagged_address_is_near_the_plain_one():
    assert near(email, "night+owl@example.org", "night@example.org")
    assert not same(email, "night+owl@example.org", "night@example.org")
    assert near(email, "n.ight@gmail.com", "night@googlemail.com")


def test_an_address_within_other_words_is_refused_with_the_address():
    assert refusal(email, "Night Desk <desk@example.org>").repair == "desk@example.org"
    assert refusal(email, "a@example.org or b@example.org").repair is None


@pytest.mark.parametrize(
    "wrong", ["a@b", "a b@example.org", "@example.org", "a@@example.org", "a@-"]
)
def test_what_is_no_address_is_refused(wrong):
    assert refusal(email, wrong).code == "email"


def test_scheme_and_slash_of_a_web_address_do_not_count():
    assert same(url, "https://www.example.org/a/", "http://example.org/a")
    assert not same(url, "https://example.org/a?b=1", "https://example.org/a")


def test_an_address_without_its_scheme_is_refused_with_it():
    assert refusal(url, "example.org/a").repair == "https://example.org/a"
    assert refusal(url, "javascript:alert(1)").repair is None


@given(st.integers(0, 10**18 - 1))
def test_an_iban_is_right_only_with_its_check_digits(number):
    body = f"{number:018}"  # a German bank code and account
    digits = stdnum_iban.calc_check_digits(f"DE00{body}")
    right = f"DE{digits}{body}"
    assert iban.clean(f"IBAN {right[:8].lower()} {right[8:]}") == right
    assert account.clean(right) == right
    wrong = f"DE{(int(digits) + 1) % 100:02}{body}"
    assert refusal(iban, wrong).code == "iban_check"
    assert refusal(account, wrong).code == "iban_check"


def test_an_iban_of_the_wrong_length_is_refused():
    assert refusal(iban, "GB82WEST123456987654").code == "iban_check"
    assert refusal(iban, "GB82").code == "iban"


@pytest.mark.parametrize(
    "wallet",
    [BTC, TAPROOT, "bc1qardv855yjngspvxuttq897aqca3lxju2y69jce",
     "0x52908400098527886E0F7030069857D2E4169EE7"],
)  # fmt: skip
def test_wallets_are_accepted_and_a_wrong_character_is_noticed(wallet):
    assert account.clean(wallet) == wallet
    if not wallet.startswith("0x"):
        wrong = wallet[:-1] + ("q" if wallet[-1] != "q" else "p")
        assert refusal(account, wrong).code == "wallet_check"


def test_a_handle_is_near_the_same_handle_elsewhere():
    assert same(account, "@NightOwl", "nightowl")
    assert near(account, "telegram:@nightowl", "https://example.org/NightOwl")
    assert not same(account, "telegram:@nightowl", "other:@nightowl")


@pytest.mark.parametrize("algorithms", [("md5",), ("sha1", "sha256"), ("sha512",)])
def test_a_digest_has_the_length_of_its_algorithm(algorithms):
    kind = hash_hex(*algorithms)
    assert kind.clean(kind.example.upper()) == kind.example
    assert refusal(kind, kind.example + "0").code == "hash"
    assert refusal(kind, "g" * len(kind.example)).code == "hash"


def test_pictures_fingerprints_differ_by_bits():
    assert distance(perceptual_hash.clean("0" * 16), "0" * 15 + "3") == 2
    assert distance("0" * 16, "0" * 64) is None
