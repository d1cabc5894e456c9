"""The `ringup` command, which is `python -m ringup` too."""

from __future__ import annotations

from ringup.cli.loading import uncollected


def main() -> None:
    with uncollected():
        from ringup.cli.main import app
    app(prog_name="ringup")


if __name__ == "__main__":
    main()
