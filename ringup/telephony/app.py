"""The FastAPI application: which doors are open depends on what was set."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from ringup.pipelines.bootstrap import Assistant
from ringup.pipelines.settings import Settings
from ringup.skills.values import PhoneNumber
from ringup.telephony.console.operators import Operators
from ringup.telephony.console.router import console_router
from ringup.telephony.phone import PhoneHost
from ringup.telephony.speak.router import speak_router
from ringup.telephony.twilio.account import account_of
from ringup.telephony.twilio.control import CallControl
from ringup.telephony.twilio.router import twilio_router

KEPT_IN = "console.key"


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """Every door that `settings` opens. The assistant outlives the application."""
    closing = AsyncExitStack()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with closing:
            yield

    app = FastAPI(title="Ringup", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    _add_plain_routes(app)
    operators = Operators(assistant.shop.database)
    app.include_router(
        console_router(
            assistant.archive,
            operators,
            _console_secret(settings),
            profile=assistant.shop.desks.catalog.profile,
            staff=assistant.shop.desks.staff,
            secure=settings.public_url is not None and settings.public_url.scheme == "https",
        )
    )
    if settings.speaker_customer is not None:
        app.include_router(speak_router(assistant.calls, PhoneNumber(settings.speaker_customer)))
    if settings.takes_carrier_calls:
        account = account_of(settings)
        control = CallControl(account)
        staff = PhoneNumber(settings.staff_phone) if settings.staff_phone else None
        closing.push_async_callback(control.aclose)
        app.include_router(twilio_router(account, PhoneHost(assistant.calls, control, staff)))
    return app


def _add_plain_routes(app: FastAPI) -> None:
    @app.get("/health")
    async def health() -> Response:
        return PlainTextResponse("ok\n")

    @app.get("/")
    async def home() -> Response:
        return RedirectResponse("/console")


def _console_secret(settings: Settings) -> str:
    """The one that is set, or one that is made on the first start and kept for the owner alone."""
    if settings.console_secret is not None:
        return settings.console_secret.get_secret_value()
    path = settings.data_dir / KEPT_IN
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text().strip()
