"""The stock bot's server, by the settings that `ringup serve` reads. Started by benches, seldom by hand.

python -m bench.stock [--timer]
"""

from __future__ import annotations

import argparse
import sys

import uvloop
from loguru import logger

from bench.stock.bot import House
from bench.stock.server import create_app
from ringup.cli.logs import set_up_logging
from ringup.pipelines.bootstrap import open_assistant
from ringup.pipelines.settings import load_settings
from ringup.telephony.server import bind, serve_until_stopped


async def main(timer: bool) -> None:
    settings = load_settings()
    bound = bind(settings.host, settings.port)
    async with open_assistant(settings) as assistant:
        house = House(assistant.shop, assistant.engines, timer)
        await serve_until_stopped(create_app(house, str(settings.public_url)), bound)


if __name__ == "__main__":
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--timer", action="store_true", help="end turns by a plain timer of 0.6 s")
    options = made.parse_args()
    set_up_logging()
    logger.remove()
    logger.add(sys.stderr, level="ERROR")
    uvloop.run(main(options.timer))
