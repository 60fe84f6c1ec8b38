"""Kills of the browser and power cuts under a kiosk: no acknowledged rating may be lost.

A power cut without special hardware: the profile lies on ext4 over a loop device. The browser is
stopped, the backing file copied (what the system has not written yet is not in it), and the copy
mounted, which replays the journal as a start after a cut does. Needs root and Chromium.

    python -m tests.kiosk.faults --kills 200 --cuts 25
"""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import WARNING, getLogger
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple

import click
import psutil
from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from hailong import assembled
from survey.settings import Settings
from tests.chromium import LAUNCH
from tests.databases import fresh_sqlite, migrated_sqlite
from tests.factories import a_kiosk, an_open_point
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import enrol, keep_release, stored

ALREADY_QUEUED = 500  # an aged profile behaves otherwise than a young one
SHORTEST, LONGEST = 200, 2_000  # ms of rating before the fault
DISK = "400M"
# The page's own queue, as the send button uses it; "acked" is when thanks would be shown.
RATE = """async (most) => {
    const at = document.querySelector("script[src]").src;
    const { put } = await import(new URL("queue.js", at));
    const { recall } = await import(new URL("database.js", at));
    const { device } = await recall("identity");
    const { sealing_key: sealingKey, placement, version } = await recall("configuration");
    const day = new Date().toISOString().slice(0, 10);
    const content = { placement, version, day, late: false, language: "vi",
        procedure: null, answers: { overall: "4" } };
    for (let n = 0; n < most; n++) {
        await put(content, { device, sealingKey });
        console.log("acked");
    }
}"""


class Outcome(NamedTuple):
    acknowledged: int
    lost: int
    opened: bool  # the page itself was there afterwards, without a network


class Tablet:
    """A profile of Chromium on which a kiosk was enrolled, opened without a network."""

    def __init__(self, playwright: Playwright, profile: Path, *, address: str) -> None:
        self.profile = profile
        for lock in profile.glob("Singleton*"):
            lock.unlink()
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            str(profile), **LAUNCH
        )
        self.page: Page = self.context.new_page()
        self.acknowledged = 0
        self.page.on("console", self._count)
        self.address = address

    def _count(self, message: object) -> None:
        self.acknowledged += getattr(message, "text", "") == "acked"

    def open(self) -> None:
        self.context.set_offline(True)
        self.page.goto(f"{self.address}/kiosk/")
        self.page.locator(".rest").wait_for()

    def rate_for(self, milliseconds: int) -> None:
        self.page.evaluate(f"void ({RATE})(1e9)")
        self.page.wait_for_timeout(milliseconds)

    def each(self, act: Callable[[psutil.Process], None]) -> None:
        for process in psutil.process_iter(["cmdline"]):
            if f"--user-data-dir={self.profile}" in (process.info["cmdline"] or ()):
                for one in (process, *process.children(recursive=True)):
                    act(one)

    def close(self) -> None:
        try:
            self.context.close()
        except Error:
            return  # it was killed


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """A server with a kiosk; its address and a code."""
    template = folder / "template"
    template.mkdir()
    url = fresh_sqlite(migrated_sqlite(template), folder)
    app = assembled(Settings(database_url=url, secret_key=token_urlsafe(32), var_dir=folder))
    with Session(app.extensions["engine"]) as session:
        code = a_code(session, kiosk=a_kiosk(session, at=an_open_point(session)))
    getLogger("werkzeug").setLevel(WARNING)  # a line a request would bury what is told at the end
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}", code
    server.shutdown()


def prepared(playwright: Playwright, profile: Path, *, address: str, code: str) -> None:
    tablet = Tablet(playwright, profile, address=address)
    enrol(tablet.page, server=address, code=code)
    keep_release(tablet.page)
    tablet.context.set_offline(True)
    tablet.page.evaluate(f"({RATE})({ALREADY_QUEUED})")
    tablet.page.wait_for_timeout(1_000)
    tablet.close()


def killed(playwright: Playwright, base: Path, *, folder: Path, address: str) -> Outcome:
    profile = folder / "killed"
    shutil.copytree(base, profile)
    tablet = _rated(playwright, profile, address=address)
    tablet.each(lambda process: process.kill())
    outcome = _looked_at(playwright, tablet, profile=profile)
    shutil.rmtree(profile)
    return outcome


def cut(playwright: Playwright, base: Path, *, folder: Path, address: str) -> Outcome:
    disk, copy = folder / "disk.img", folder / "copy.img"
    run("truncate", "-s", DISK, str(disk))
    run("mkfs.ext4", "-q", "-F", str(disk))
    with mounted(disk, at=folder / "before") as before:
        shutil.copytree(base, before / "profile")
        run("sync")
        tablet = _rated(playwright, before / "profile", address=address)
        tablet.each(lambda process: process.suspend())
        shutil.copyfile(disk, copy)
        tablet.each(lambda process: process.kill())
        tablet.close()
    with mounted(copy, at=folder / "after") as after:
        outcome = _looked_at(playwright, tablet, profile=after / "profile")
    disk.unlink()
    copy.unlink()
    return outcome


def _rated(playwright: Playwright, profile: Path, *, address: str) -> Tablet:
    tablet = Tablet(playwright, profile, address=address)
    tablet.open()
    tablet.rate_for(random.randint(SHORTEST, LONGEST))  # not for a secret
    return tablet


def _looked_at(playwright: Playwright, before: Tablet, *, profile: Path) -> Outcome:
    before.close()
    after = Tablet(playwright, profile, address=before.address)
    opened = _opens(after)
    found = [record["number"] for record in stored(after.page)]
    after.close()
    numbers = set(range(1, ALREADY_QUEUED + before.acknowledged + 1))
    return Outcome(before.acknowledged, len(numbers - set(found)), opened)


def _opens(tablet: Tablet) -> bool:
    """Where it does not, an empty page of the same origin still shows what waits."""
    try:
        tablet.open()
    except Error:
        empty = f"{tablet.address}/empty"
        tablet.page = tablet.context.new_page()
        tablet.page.route(empty, lambda route: route.fulfill(body=""))
        tablet.page.goto(empty)
        return False
    return True


@contextmanager
def mounted(disk: Path, *, at: Path) -> Iterator[Path]:
    at.mkdir(exist_ok=True)
    run("mount", "-o", "loop", str(disk), str(at))
    try:
        yield at
    finally:
        run("umount", "-l", str(at))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@click.command()
@click.option("--kills", default=200, show_default=True)
@click.option("--cuts", default=25, show_default=True)
def main(kills: int, cuts: int) -> None:
    """Rate, break, look: ends with an error when an acknowledged rating or the page is gone."""
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        base = folder / "base"
        with served(folder) as (address, code):
            prepared(playwright, base, address=address, code=code)
        outcomes = list[Outcome]()  # from here on there is no server
        for label, fault, times in (("kills", killed, kills), ("power cuts", cut, cuts)):
            those = [fault(playwright, base, folder=folder, address=address) for _ in range(times)]
            click.echo(f"{times} {label}: {_told(those)}")
            outcomes += those
    sys.exit(0 if all(one.opened and not one.lost for one in outcomes) else 1)


def _told(outcomes: list[Outcome]) -> str:
    acknowledged = sum(one.acknowledged for one in outcomes)
    lost = sum(one.lost for one in outcomes)
    closed = sum(not one.opened for one in outcomes)
    return f"{acknowledged} acknowledged, {lost} lost; {closed} times the page did not open"


if __name__ == "__main__":
    main()
