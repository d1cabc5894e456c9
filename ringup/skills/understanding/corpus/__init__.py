"""Sentences that callers of a shop say: what an embedded recogniser's language model is built from.

The example sentences that the classifier is trained on (`data/*.yaml`), answers to what is asked
(`answers.yaml`) and the shop's own names, as a recogniser writes them: lower case, no punctuation, numbers
as words, letters one by one.
"""

from ringup.skills.understanding.corpus.sentences import answers, made_from, shop_sentences

__all__ = ["answers", "made_from", "shop_sentences"]
