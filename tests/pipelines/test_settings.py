from __future__ import annotations

from pathlib import Path

import pytest

from ringup.pipelines.errors import SettingsInvalid
from ringup.pipelines.settings import Settings, load_settings
from ringup.voice.asr import demo_whisper

TABLE = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` of a developer's may leak in."""
    monkeypatch.chdir(tmp_path)


def test_the_table_documents_every_setting_with_its_default() -> None:
    rows = {
        cells[1].strip().strip("`"): (cells[2].strip().strip("`"), cells[3].strip())
        for line in TABLE.read_text().splitlines()
        if line.startswith("| `RINGUP_")
        for cells in [line.split("|")]
    }
    fields = {f"RINGUP_{name.upper()}": field for name, field in Settings.model_fields.items()}
    assert rows.keys() == fields.keys()
    for name, field in fields.items():
        default = "" if field.default is None else str(field.default)
        assert rows[name] == (default, field.description), name


def test_settings_come_from_the_environment_and_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("RINGUP_MAX_CALLS=3\nRINGUP_PORT=9000\n")
    monkeypatch.setenv("RINGUP_PORT", "9001")
    settings = load_settings()
    assert (settings.max_calls, settings.port) == (3, 9001)


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"RINGUP_PORT": "many"}, "RINGUP_PORT"),
        ({"RINGUP_RECOGNIZER": "ear"}, "RINGUP_RECOGNIZER"),
        ({"RINGUP_SPEAKER_CUSTOMER": "12"}, "RINGUP_SPEAKER_CUSTOMER"),
        ({"RINGUP_UNDERSTANDING": "guess"}, "RINGUP_UNDERSTANDING"),
        ({"RINGUP_UNDERSTANDING": "llm"}, "set RINGUP_LLM_BASE_URL and RINGUP_LLM_MODEL too"),
        (
            {"RINGUP_UNDERSTANDING": "both", "RINGUP_LLM_BASE_URL": "http://localhost:1/v1"},
            "set RINGUP_LLM_MODEL too: RINGUP_UNDERSTANDING=both",
        ),
        ({"RINGUP_LLM_BASE_URL": "localhost"}, "RINGUP_LLM_BASE_URL"),
        ({"RINGUP_LLM_TIMEOUT": "0"}, "RINGUP_LLM_TIMEOUT"),
        ({"RINGUP_TWILIO_AUTH_TOKEN": "x"}, "set RINGUP_TWILIO_ACCOUNT_SID too"),
        (
            {"RINGUP_TWILIO_AUTH_TOKEN": "x", "RINGUP_TWILIO_ACCOUNT_SID": "AC1"},
            "set RINGUP_PUBLIC_URL too",
        ),
    ],
)
def test_an_unusable_setting_is_named(
    environment: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=complaint):
        load_settings()


CARRIER: dict[str, object] = {
    "twilio_auth_token": "hush",
    "twilio_account_sid": "AC1",
    "public_url": "https://shop.example",
}


@pytest.mark.parametrize("model", [demo_whisper.NAME, str(demo_whisper.FOLDER)])
@pytest.mark.parametrize("carrier", ["https://api.twilio.com", "http://10.0.0.1:80", "https://127.example"])
def test_the_demo_model_takes_no_carriers_calls(model: str, carrier: str) -> None:
    with pytest.raises(SettingsInvalid, match="set RINGUP_WHISPER_MODEL to another model"):
        load_settings(recognizer="whisper", whisper_model=model, twilio_rest_url=carrier, **CARRIER)


@pytest.mark.parametrize("carrier", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_the_demo_model_takes_calls_of_a_stand_in(carrier: str) -> None:
    settings = load_settings(recognizer="whisper", whisper_model="demo", twilio_rest_url=carrier, **CARRIER)
    assert settings.hears_with_demo_model


def test_the_demo_model_is_only_used_when_it_is_asked_for() -> None:
    assert not load_settings().hears_with_demo_model
    assert not load_settings(recognizer="whisper").hears_with_demo_model
    assert load_settings(whisper_model="demo", **CARRIER).recognizer == "sphinx"


def test_by_default_nothing_is_open_beyond_loopback() -> None:
    settings = load_settings()
    assert settings.is_loopback
    assert not settings.takes_carrier_calls
    assert settings.speaker_customer is None


def test_secrets_do_not_show() -> None:
    assert "hush" not in repr(load_settings(**CARRIER))
