"""Everything that can be set, read once from the environment or `.env`."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ringup.pipelines.errors import SettingsInvalid
from ringup.skills.values import PhoneNumber
from ringup.voice.asr import demo_whisper


class RecognizerChoice(StrEnum):
    SPHINX = "sphinx"
    WHISPER = "whisper"


class SynthesizerChoice(StrEnum):
    ESPEAK = "espeak"
    PIPER = "piper"


class UnderstandingChoice(StrEnum):
    EMBEDDED = "embedded"
    LLM = "llm"
    BOTH = "both"


class Settings(BaseSettings):
    """Each field is the environment variable RINGUP_<NAME>."""

    model_config = SettingsConfigDict(
        env_prefix="RINGUP_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    host: str = Field("127.0.0.1", description="Address to listen on; loopback only by default.")
    port: int = Field(8080, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    public_url: HttpUrl | None = Field(
        None, description="How the carrier reaches this server, such as https://shop.example."
    )
    data_dir: Path = Field(Path("var"), description="Folder for the database, recordings, models and caches.")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; a SQLite file in the data folder by default."
    )
    max_calls: int = Field(12, ge=1, description="Calls at once; the next one hears that we are busy.")

    recognizer: RecognizerChoice = Field(RecognizerChoice.SPHINX, description="sphinx (embedded) or whisper.")
    whisper_model: str = Field(
        "small.en",
        description="Whisper model: a name that was pulled, a folder, or demo, which does not hear people.",
    )
    language: str = Field(
        "en",
        description="Language that Whisper is pinned to: en, or another that its model knows, such as de.",
    )
    synthesizer: SynthesizerChoice = Field(
        SynthesizerChoice.ESPEAK, description="espeak (embedded) or piper."
    )
    piper_voice: str = Field(
        "en_US-lessac-medium", description="Piper voice: a name that was pulled, or an .onnx file."
    )

    understanding: UnderstandingChoice = Field(
        UnderstandingChoice.EMBEDDED,
        description="embedded (nothing leaves this machine), llm, or both: an LLM where that is unsure.",
    )
    llm_base_url: HttpUrl | None = Field(
        None, description="Base URL of the LLM's OpenAI-compatible API, such as http://localhost:8000/v1."
    )
    llm_model: str | None = Field(None, description="Name of the LLM's model, as its server calls it.")
    llm_api_key: SecretStr | None = Field(None, description="The LLM server's key, if it asks for one.")
    llm_timeout: float = Field(
        1.0, gt=0, le=10, description="Seconds to wait for the LLM in a turn; then the embedded answers."
    )

    twilio_account_sid: str | None = Field(None, description="The carrier account's id (AC...).")
    twilio_auth_token: SecretStr | None = Field(
        None, description="The carrier's secret. Without it no carrier's calls are taken."
    )
    twilio_rest_url: HttpUrl = Field(
        HttpUrl("https://api.twilio.com"), description="Base URL of the carrier's REST API."
    )

    twilio_texts_from: str | None = Field(
        None, description="Number of the carrier's that codes are texted from; without it none are."
    )

    staff_phone: str | None = Field(
        None,
        description="Number that callers who need a person are put through to; else they are called back.",
    )
    keep_until_refused: bool = Field(
        False,
        description="Keep what was recorded before a caller asked not to be; otherwise it is deleted.",
    )

    speaker_customer: str | None = Field(
        None, description="Phone number of the customer whose speaker /speak is; off without it."
    )
    console_secret: SecretStr | None = Field(
        None,
        description="Signs the operators' sessions; made and kept in the data folder if unset.",
    )

    @field_validator("speaker_customer", "staff_phone", "twilio_texts_from")
    @classmethod
    def _is_a_number(cls, value: str | None) -> str | None:
        return None if value is None else PhoneNumber(value).e164

    @model_validator(mode="after")
    def _carrier_is_whole(self) -> Self:
        given = {
            "RINGUP_TWILIO_ACCOUNT_SID": self.twilio_account_sid,
            "RINGUP_TWILIO_AUTH_TOKEN": self.twilio_auth_token,
        }
        missing = [name for name, value in given.items() if value is None]
        if len(missing) == 1:
            raise ValueError(f"set {missing[0]} too: the carrier needs both")
        if not missing and self.public_url is None:
            raise ValueError("set RINGUP_PUBLIC_URL too: the carrier signs the address it calls")
        if self.twilio_texts_from is not None and missing:
            raise ValueError(f"set {' and '.join(missing)} too: RINGUP_TWILIO_TEXTS_FROM needs a carrier")
        return self

    @model_validator(mode="after")
    def _carrier_is_heard(self) -> Self:
        if self.hears_with_demo_model and self.takes_carrier_calls and not self.carrier_is_here:
            raise ValueError(
                "set RINGUP_WHISPER_MODEL to another model: demo does not hear people, who call there"
            )
        return self

    @model_validator(mode="after")
    def _llm_is_whole(self) -> Self:
        if self.understanding is UnderstandingChoice.EMBEDDED:
            return self
        given = {"RINGUP_LLM_BASE_URL": self.llm_base_url, "RINGUP_LLM_MODEL": self.llm_model}
        missing = " and ".join(name for name, value in given.items() if value is None)
        if missing:
            raise ValueError(f"set {missing} too: RINGUP_UNDERSTANDING={self.understanding} asks an LLM")
        return self

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'ringup.db'}"

    @property
    def models_dir(self) -> Path:
        return self.data_dir / "models"

    @property
    def takes_carrier_calls(self) -> bool:
        return self.twilio_auth_token is not None

    @property
    def carrier_is_here(self) -> bool:
        """On this machine: a stand-in, on whose lines there are no people."""
        return _is_loopback(self.twilio_rest_url.host or "")

    @property
    def hears_with_demo_model(self) -> bool:
        return self.recognizer is RecognizerChoice.WHISPER and demo_whisper.is_meant(self.whisper_model)

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment. Raises SettingsInvalid, which names each variable and what to do."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsInvalid(tuple(_problem(e) for e in error.errors())) from error


def _problem(error: object) -> str:
    assert isinstance(error, dict)
    where = "_".join(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"RINGUP_{where.upper()}: {message}" if where else message


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False
