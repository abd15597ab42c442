"""The app served for real and a page of it in Chromium, driven by WebDriver's own protocol."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds that a page may take: the first one loads the model

# Looks again at every frame until a wish comes true, and hands over its value.
_UNTIL = """
const [wish, done] = [new Function(`return (${arguments[0]})`), arguments[arguments.length - 1]]
const look = () => { const met = wish(); if (met) done(met); else requestAnimationFrame(look) }
look()
"""


class Page:
    """A page of the app. Scripts are JavaScript expressions."""

    def __init__(self, session: str, app: str) -> None:
        self.session, self.app = session, app

    def open(self, path: str) -> None:
        """Goes to an address of the app."""
        self._post("url", {"url": self.app + path})

    def until(self, wish: str) -> Any:
        """Waits until an expression is true; its value."""
        return self._post("execute/async", {"script": _UNTIL, "args": [wish]})

    def value(self, expression: str) -> Any:
        """The value of an expression, waited for where it is a promise."""
        script = f"Promise.resolve({expression}).then(arguments[arguments.length - 1])"
        return self._post("execute/async", {"script": script, "args": []})

    def click(self, selector: str) -> None:
        """Clicks the first element that a selector fits, once there is one."""
        self.until(f"document.querySelector({json.dumps(selector)})")
        found = self._post("element", {"using": "css selector", "value": selector})
        [element] = found.values()
        self._post(f"element/{element}/click", {})

    def press(self, key: str) -> None:
        """Presses a key where the focus is."""
        actions = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self._post("actions", {"actions": [keyboard]})

    def resize(self, width: int, height: int) -> None:
        """Gives the page another size, in pixels."""
        command = "Emulation.setDeviceMetricsOverride"
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._post("goog/cdp/execute", {"cmd": command, "params": size})

    def asked_elsewhere(self) -> list[str]:
        """The addresses outside the app that the browser has asked for since the last look."""
        logged = self._post("se/log", {"type": "performance"})
        events = (json.loads(row["message"])["message"] for row in logged)
        sent = (e["params"] for e in events if e["method"] == "Network.requestWillBeSent")
        addresses = [params["request"]["url"] for params in sent]
        return [one for one in addresses if not re.match(rf"{self.app}|data:|blob:", one)]

    def close(self) -> None:
        """Ends the browser."""
        _send("DELETE", self.session)

    def _post(self, command: str, body: dict[str, Any]) -> Any:
        return _send("POST", f"{self.session}/{command}", body)


@contextmanager
def opened(store: Path) -> Iterator[Page]:
    """A browser on the app that serves a store."""
    with _app(store) as app, _driver() as driver:
        page = Page(_session(driver), app)
        try:
            yield page
        finally:
            page.close()


@contextmanager
def _app(store: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        f"--server.port={port}",
    ]
    served = {**os.environ, "SCRUTINY_STORE": str(store), "PYTHONUNBUFFERED": "1"}
    with _running(command, "URL:", served):
        yield f"http://localhost:{port}/"


@contextmanager
def _driver() -> Iterator[str]:
    with _running(["chromedriver", "--port=0"], "successfully on port", dict(os.environ)) as said:
        yield f"http://localhost:{re.findall(r'[0-9]+', said)[-1]}"


@contextmanager
def _running(command: list[str], ready: str, settings: dict[str, str]) -> Iterator[str]:
    """A program that runs, with the line in which it says that it is ready."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        try:
            assert program.stdout is not None
            said = next((line for line in program.stdout if ready in line), None)
            assert said is not None, f"{command[0]} did not start"
            yield said
        finally:
            program.kill()  # the app would wait for its page


def _session(driver: str) -> str:
    # Chromium's own errands (updates, suggestions) are none of the page's.
    quiet = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    wanted = {
        "browserName": "chrome",
        "goog:chromeOptions": {"args": [*quiet, "--no-first-run", "--window-size=1280,800"]},
        "goog:loggingPrefs": {"performance": "ALL"},
        "timeouts": {"script": PATIENCE * 1000},
    }
    body = {"capabilities": {"alwaysMatch": wanted}}
    return f"{driver}/session/{_send('POST', f'{driver}/session', body)['sessionId']}"


def _send(method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urlopen(request, timeout=PATIENCE + 30) as answer:
            return json.load(answer)["value"]
    except HTTPError as error:
        raise AssertionError(json.load(error)["value"]["message"]) from error
