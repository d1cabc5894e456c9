"""Sentences that callers of a shop say: what an embedded recogniser's language model is built from.

The example sentences that the classifier is trained on (`data/*.yaml`), answers to what is asked
(`answers.yaml`) and the shop's own names, as a recogniser writes them: lower case, no punctuation, numbers
as words, letters one by one. And first sentences as all kinds of people say them to all kinds of shops
(`openings/*.yaml`), which the classifier learns from too.
"""

from ringup.skills.understanding.corpus.sentences import (
    OPENINGS,
    answers,
    made_from,
    openings,
    shop_sentences,
)

__all__ = ["OPENINGS", "answers", "made_from", "openings", "shop_sentences"]
