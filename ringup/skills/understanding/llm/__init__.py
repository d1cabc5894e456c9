"""Understanding by a language model that may be wrong, slow, hostile or dead."""

from ringup.skills.understanding.llm.breaker import Breaker
from ringup.skills.understanding.llm.model import OpenAiModel
from ringup.skills.understanding.llm.understander import LlmUnderstander

__all__ = ["Breaker", "LlmUnderstander", "OpenAiModel"]
