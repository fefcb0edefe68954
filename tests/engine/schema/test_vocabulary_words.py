"""Every code of the word lists has words."""

import pytest

from entraide.engine.schema import vocabulary_words as words
from entraide.engine.schema.vocabulary import Confidentiality, Handling, Purpose


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (Purpose, words.PURPOSES),
        (Confidentiality, words.CONFIDENTIALITIES),
        (Handling, words.HANDLING),
    ],
)
def test_every_code_has_words_of_its_own_in_the_order_of_the_list(codes, said):
    assert list(said) == list(codes)
    assert len(set(said.values())) == len(codes)
