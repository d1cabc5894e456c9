"""What can go wrong while a language model reads a caller's words.

SkillsError
 +-- LlmError
      +-- LlmUnreachable     no connection, no answer in time, or the server answered with an error
      +-- LlmAnswerInvalid   an answer that is malformed, too long, a refusal, or says what nobody said
      +-- LlmNotAsked        the words may not leave this process

Their messages never hold words of the caller or of the model.
"""

from __future__ import annotations

from ringup.skills.errors import SkillsError


class LlmError(SkillsError):
    """Base of all errors of `ringup.skills.understanding.llm`."""

    code = "llm"


class LlmUnreachable(LlmError):
    code = "llm_unreachable"


class LlmAnswerInvalid(LlmError):
    code = "llm_answer_invalid"


class LlmNotAsked(LlmError):
    code = "llm_not_asked"
