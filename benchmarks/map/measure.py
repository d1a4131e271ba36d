#!/usr/bin/env python3
"""How heavy and how quick the map is with 500 stars, on a slow line.

    .venv/bin/python benchmarks/map/measure.py [--stars 500] [--each 25] [--rounds 5]

It makes a demo of its own in a temporary folder, publishes pathways that name so many micro-credentials, and opens
``/map`` in Chromium over a throttled line: 1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms there and back (WebPageTest's "3G
Fast"). Prints what the page weighs as it travels, when something is first painted, how long the server takes, and how
smoothly the map is moved and enlarged.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
FRAMES = """async () => {
  const frame = document.querySelector("[data-sky-frame]");
  frame.focus();
  const times = [];
  let last = performance.now();
  for (let at = 0; at < 90; at += 1) {
    const box = frame.getBoundingClientRect();
    if (at % 3 === 0) frame.dispatchEvent(new WheelEvent("wheel", { deltaY: at < 45 ? -40 : 40, ctrlKey: true,
      clientX: box.left + 300, clientY: box.top + 200, bubbles: true, cancelable: true }));
    else frame.scrollBy(9, 7);
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times.slice(5);
}"""


def main() -> None:
    """Make the world, open the page, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stars", type=int, default=500)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="testamur-map-") as home:
        Path(home).chmod(0o755)
        demo = start_demo(home)
        try:
            script = Path(__file__).with_name("fill.py")
            place = {**os.environ, "TESTAMUR_HOME": home, "TESTAMUR_DEMO": "1", "TESTAMUR_PORT": str(PORT)}
            subprocess.run([sys.executable, script, str(told.stars), str(told.each)], env=place, check=True)
            weigh()
            look(told.rounds)
        finally:
            demo.kill()
            demo.wait(60)


def start_demo(home: str) -> subprocess.Popen[bytes]:
    """Start the demo in *home* and wait until it is ready."""
    command = [ROOT / "testamur", "demo", "--no-browser", "--port", str(PORT)]
    with (Path(home) / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, env={**os.environ, "TESTAMUR_HOME": home}, stdout=log, stderr=log)
    for _ in range(180):
        try:
            urllib.request.urlopen(f"{ADDRESS}/readyz", timeout=2).read()
        except OSError:
            time.sleep(1)
        else:
            return demo
    sys.exit((Path(home) / "demo.log").read_text())


def weigh() -> None:
    """Print what the page weighs, and how long the server works on it."""
    times = []
    for _ in range(6):
        started = time.perf_counter()
        page = urllib.request.urlopen(f"{ADDRESS}/map", timeout=60).read()
        times.append((time.perf_counter() - started) * 1000)
    drawn = page[page.index(b'<svg class="sky"') : page.index(b"</svg>", page.index(b'id="sky-title"')) + 6]
    stars = drawn.count(b'class="st ')
    print(f"stars                     {stars}")
    print(
        f"HTML with SVG             {len(page) / 1024:.0f} KB, {len(gzip.compress(page, 6)) / 1024:.0f} KB compressed"
    )
    print(
        f"of that, SVG              {len(drawn) / 1024:.0f} KB, {len(gzip.compress(drawn, 6)) / 1024:.0f} KB compressed"
    )
    print(f"server, first look        {times[0]:.0f} ms")
    print(f"server, again             {statistics.median(times[1:]):.0f} ms")


def look(rounds: int) -> None:
    """Print when something is painted over the slow line, and how smoothly the map moves."""
    paints, whole, travelled, frames = [], [], 0, []
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path="/usr/bin/chromium", args=[*QUIET, "--no-first-run"])
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            line = context.new_cdp_session(page)
            received = throttled(line)
            page.goto(f"{ADDRESS}/map", wait_until="load")
            paints.append(painted(page))
            whole.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            travelled = sum(received)
            context.close()
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(f"{ADDRESS}/map", wait_until="load")
        frames = page.evaluate(FRAMES)
        browser.close()
    print(f"everything, as it travels {travelled / 1024:.0f} KB")
    print(f"first paint               {statistics.median(paints):.0f} ms  [{min(paints):.0f} - {max(paints):.0f}]")
    print(f"all loaded                {statistics.median(whole):.0f} ms")
    slow = statistics.quantiles(frames, n=20)[-1]
    print(f"a frame, moved, enlarged  {statistics.median(frames):.0f} ms, 95 % within {slow:.0f} ms")


def throttled(line: CDPSession) -> list[float]:
    """Slow the line down; return the list that collects how many bytes come."""
    received: list[float] = []
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


def painted(page: Page) -> float:
    """Return milliseconds from the start of navigation to the first paint of content."""
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))


if __name__ == "__main__":
    main()
