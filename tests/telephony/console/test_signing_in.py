"""Who gets in, for how long, and what a forged form or cookie is worth."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from ringup.telephony.console.attempts import WINDOW, Attempts
from ringup.telephony.console.router import console_router
from ringup.telephony.console.sessions import LASTS, SESSION_COOKIE
from tests.telephony.console import scene
from tests.telephony.console.conftest import NAME, PASSWORD, Console, sign_in, token_in

PAGES = ("/console", "/console/calls/CA1", "/console/nowhere", "/console/calls/CA1/more")
DATA = ("/console/calls/CA1/recording.wav", "/console/calls/CA1/waveform.json")


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_sends_strangers_to_the_sign_in(visitor: httpx.AsyncClient, path: str) -> None:
    answer = await visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/console/sign-in?next={path}"


@pytest.mark.parametrize("path", DATA)
async def test_sound_is_not_for_strangers(console: Console, visitor: httpx.AsyncClient, path: str) -> None:
    scene.add_bought_call(console.archive)
    answer = await visitor.get(path)
    assert answer.status_code == 401
    assert answer.text == "Sign in first.\n"


async def test_an_operator_signs_in_and_lands_where_they_wanted(
    console: Console, visitor: httpx.AsyncClient
) -> None:
    scene.add_bought_call(console.archive)
    answer = await sign_in(visitor, next="/console/calls/CA1")
    assert answer.headers["location"] == "/console/calls/CA1"
    assert (await visitor.get("/console/calls/CA1")).status_code == 200
    assert (await visitor.get("/console/sign-in")).headers["location"] == "/console"


@pytest.mark.parametrize(
    "next", ["https://evil.example", "//evil.example", "/console@evil", "/console/sign-out", ""]
)
async def test_the_sign_in_leads_nowhere_else(visitor: httpx.AsyncClient, next: str) -> None:
    assert (await sign_in(visitor, next=next)).headers["location"] == "/console"


async def test_the_cookie_is_kept_from_scripts_and_other_sites(
    visitor: httpx.AsyncClient,
) -> None:
    answer = await sign_in(visitor)
    [cookie] = [c for c in answer.headers.get_list("set-cookie") if c.startswith(SESSION_COOKIE)]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/console", f"max-age={LASTS}"} <= parts
    assert "secure" not in parts


async def test_over_https_cookies_are_secure(console: Console) -> None:
    app = console.app()
    app.router.routes.clear()
    app.include_router(console_router(console.archive, console.operators, "x" * 16, secure=True))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://shop.example") as client:
        answer = await sign_in(client)
    cookies = answer.headers.get_list("set-cookie")
    assert "Secure" in next(c for c in cookies if c.startswith(SESSION_COOKIE))


async def test_a_weak_secret_is_refused(console: Console) -> None:
    with pytest.raises(ValueError, match="16 characters"):
        console_router(console.archive, console.operators, "short")


@pytest.mark.parametrize("name", [NAME, "nobody", "<script>alert(1)</script>"])
async def test_a_wrong_password_is_told_the_same_whoever_it_is(visitor: httpx.AsyncClient, name: str) -> None:
    answer = await sign_in(visitor, name, "a wrong password")
    assert answer.status_code == 401
    assert "This name and password do not fit." in answer.text
    assert "<script>alert" not in answer.text
    assert SESSION_COOKIE not in visitor.cookies


async def test_a_forged_form_does_not_sign_in(visitor: httpx.AsyncClient) -> None:
    right = {"name": NAME, "password": PASSWORD}
    await visitor.get("/console/sign-in")
    for data in (right, right | {"token": "guessed"}):
        answer = await visitor.post("/console/sign-in", data=data)
        assert answer.status_code == 403
        assert "That form is too old" in answer.text


async def test_a_token_without_its_cookie_does_not_sign_in(
    console: Console, visitor: httpx.AsyncClient
) -> None:
    token = token_in((await visitor.get("/console/sign-in")).text)
    data = {"name": NAME, "password": PASSWORD, "token": token}
    async with httpx.AsyncClient(base_url=console.url) as other:
        answer = await other.post("/console/sign-in", data=data)
    assert answer.status_code == 403


async def test_an_endless_form_is_refused(visitor: httpx.AsyncClient) -> None:
    token = token_in((await visitor.get("/console/sign-in")).text)
    data = {"name": NAME, "password": "x" * 100_000, "token": token}
    answer = await visitor.post("/console/sign-in", data=data)
    assert answer.status_code == 413


async def test_signing_out_needs_the_sessions_own_form(operator: httpx.AsyncClient) -> None:
    answer = await operator.post("/console/sign-out", data={"token": "guessed"})
    assert answer.status_code == 403
    assert (await operator.get("/console")).status_code == 200


async def test_signing_out_ends_the_session(operator: httpx.AsyncClient) -> None:
    token = token_in((await operator.get("/console")).text)
    answer = await operator.post("/console/sign-out", data={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")
    assert (await operator.get("/console")).status_code == 303


async def test_a_session_ends_after_half_a_day(console: Console, operator: httpx.AsyncClient) -> None:
    console.now += timedelta(seconds=LASTS - 1)
    assert (await operator.get("/console")).status_code == 200
    console.now += timedelta(seconds=1)
    assert (await operator.get("/console")).status_code == 303


async def test_a_new_password_ends_the_sessions_before_it(
    console: Console, operator: httpx.AsyncClient
) -> None:
    await console.operators.add(NAME, "another long password")
    assert (await operator.get("/console")).status_code == 303


@pytest.mark.parametrize("forged", ["x", "WyJncmFjZSJd.aaaa", "\u00e9"])
async def test_a_forged_cookie_is_no_session(console: Console, forged: str) -> None:
    headers = [(b"cookie", f"{SESSION_COOKIE}={forged}".encode("latin-1"))]
    async with httpx.AsyncClient(base_url=console.url) as client:
        assert (await client.get("/console", headers=headers)).status_code == 303


async def test_a_changed_cookie_is_no_session(operator: httpx.AsyncClient) -> None:
    value = operator.cookies[SESSION_COOKIE]
    operator.cookies.clear()
    operator.cookies.set(SESSION_COOKIE, ("B" if value[0] != "B" else "C") + value[1:])
    assert (await operator.get("/console")).status_code == 303


async def test_guessing_is_stopped_even_with_the_right_password(
    console: Console, visitor: httpx.AsyncClient
) -> None:
    for _ in range(Attempts.PER_PAIR):
        assert (await sign_in(visitor, NAME, "a wrong password")).status_code == 401
    answer = await sign_in(visitor)
    assert answer.status_code == 429
    assert "Too many tries. Wait 15 minutes." in answer.text
    assert answer.headers["retry-after"] == "900"
    console.monotonic += WINDOW
    assert (await sign_in(visitor)).status_code == 303


@pytest.mark.parametrize("path", ["/console/sign-in", "/console/static/console.css", "/console"])
async def test_every_answer_is_protected(visitor: httpx.AsyncClient, path: str) -> None:
    headers = (await visitor.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")


@pytest.mark.parametrize(
    "path", ["../router.py", "%2e%2e/router.py", "..%2f..%2frouter.py", "vendor", "nothing.js"]
)
async def test_static_files_stay_in_their_folder(visitor: httpx.AsyncClient, path: str) -> None:
    answer = await visitor.get(f"/console/static/{path}")
    assert answer.status_code in {303, 404}
    assert "APIRouter" not in answer.text


async def test_no_page_has_an_inline_script(console: Console, operator: httpx.AsyncClient) -> None:
    scene.add_bought_call(console.archive)
    for path in ("/console", "/console/calls/CA1", "/console/sign-in"):
        text = (await operator.get(path, follow_redirects=True)).text
        assert "onclick=" not in text
        assert text.count("<script") == text.count('<script type="module" src="/console/static/')
