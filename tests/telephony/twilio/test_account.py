from __future__ import annotations

import pytest

from ringup.telephony.twilio.account import TwilioAccount


@pytest.mark.parametrize(
    ("public", "media", "redirect"),
    [
        ("https://shop.example", "wss://shop.example/twilio/media", "/twilio/voice"),
        ("https://shop.example/", "wss://shop.example/twilio/media", "/twilio/voice"),
        ("https://a.example/tel", "wss://a.example/tel/twilio/media", "/tel/twilio/voice"),
        ("http://127.0.0.1:8080", "ws://127.0.0.1:8080/twilio/media", "/twilio/voice"),
    ],
)
def test_addresses_are_those_that_the_carrier_sees(public: str, media: str, redirect: str) -> None:
    account = TwilioAccount("AC1", "secret", public)
    assert account.media_url == media
    assert account.redirect_path == redirect


def test_the_secret_is_not_printed() -> None:
    assert "hush" not in repr(TwilioAccount("AC1", "hush", "https://shop.example"))


@pytest.mark.parametrize("url", ["", "shop.example", "ftp://shop.example", "https://"])
def test_an_address_must_be_one(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        TwilioAccount("AC1", "secret", url)
