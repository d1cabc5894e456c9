"""What a language model is to answer: the shape that it is given, and the one that is read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ringup.skills.intent import Answer, Name
from ringup.skills.understanding.llm.errors import LlmAnswerInvalid

MOST_SLOTS = 24
LONGEST_VALUE = 300
"""Characters; what a caller says in a turn is rarely longer."""


class SaidSlot(BaseModel):
    """`words` are copied from what the model was shown, and say `value`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str = Field(max_length=40)
    value: str = Field(max_length=LONGEST_VALUE)
    words: str = Field(max_length=LONGEST_VALUE)


class Reply(BaseModel):
    """`intent` may be a name that we do not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    intent: str = Field(max_length=40)
    slots: list[SaidSlot] = Field(max_length=MOST_SLOTS)
    answer: str = Field(max_length=40)
    confidence: float = Field(ge=0, le=1)


def parsed(content: str) -> Reply:
    """The reply in a model's answer. Raises LlmAnswerInvalid."""
    try:
        return Reply.model_validate_json(content)
    except ValidationError:
        raise LlmAnswerInvalid("not the shape that was asked for") from None  # it would show what was said


def schema(slots: tuple[str, ...]) -> dict[str, Any]:
    """JSON schema of a Reply with slots of those names, in the subset that structured output takes."""
    slot = _object(
        name={"type": "string", "enum": list(slots)}, value={"type": "string"}, words={"type": "string"}
    )
    return _object(
        intent={"type": "string", "enum": [name.value for name in Name]},
        slots={"type": "array", "items": slot},
        answer={"type": "string", "enum": [answer.value for answer in Answer]},
        confidence={"type": "number"},
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
