"""Finds the Chromium that browser tests drive; as a script, installs it where the system's packages allow."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGES = ("chromium", "fonts-noto-cjk")
MISSING = (
    "No Chromium or Google Chrome was found. Install one (Debian: apt-get install chromium fonts-noto-cjk) "
    "or set BROWSER_PATH to its program file."
)


def find() -> str | None:
    """Return the program file: BROWSER_PATH where set, else the first known name; None without any."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None)


def _as_root() -> list[str] | None:
    """Return the words before a command that make it run as root; None where that is not to be had."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def install() -> None:
    """Install browser and Chinese fonts from the system's packages, where apt may be used."""
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        return
    sys.stdout.write("No browser found: installing chromium and Chinese fonts from the system's packages\n")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        subprocess.run([*prefix, "apt-get", *step], env=quiet, check=False, stdout=subprocess.DEVNULL)


def main() -> None:
    """Find, else install, else say what to do; never fails: the tests decide what a missing browser means."""
    if find() is None:
        install()
    if find() is None:
        sys.stdout.write(f"{MISSING} Browser tests will be skipped (with CI=true they fail).\n")


if __name__ == "__main__":
    main()
