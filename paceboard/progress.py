"""A progress bar for whatever takes long, on standard error."""

import sys

from tqdm import tqdm


class Bar:
    """A progress bar on standard error that any long step can be given."""

    def __init__(self) -> None:
        """Show nothing until the first step reports."""
        self._bar: tqdm | None = None

    def __call__(self, done: int, total: int, label: str) -> None:
        """Show that `done` of `total` steps are finished and which one runs."""
        if self._bar is None or self._bar.total != total:
            self.close()
            self._bar = tqdm(total=total, file=sys.stderr, leave=False, disable=not sys.stderr.isatty())
        self._bar.set_description(label)
        self._bar.n = done
        self._bar.refresh()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
