"""Bars with rate and time left for long work, on standard error; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from entraide.cli.invocation import Invocation
from entraide.language import _

Tell = Callable[[str, int, int | None], None]
"""Told a marked sentence, how many are done, and of how many if that is known."""


@contextmanager
def bars(invocation: Invocation) -> Iterator[Tell]:
    """A bar for each sentence that is told of, in the order in which they begin."""
    if invocation.as_json or not sys.stderr.isatty():
        yield lambda _sentence, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    begun: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as shown:

        def tell(sentence: str, done: int, of: int | None) -> None:
            if sentence not in begun:
                begun[sentence] = shown.add_task(invocation.say(sentence), total=of, rate="")
            bar = begun[sentence]
            speed = shown.tasks[bar].speed
            rate = "" if speed is None else f"{speed:,.0f}"
            shown.update(
                bar,
                completed=done,
                total=of,
                rate=invocation.say(_("%(rate)s a second"), rate=rate) if rate else "",
            )

        yield tell


@contextmanager
def progress(
    invocation: Invocation, sentence: str, total: int | None
) -> Iterator[Callable[[int], None]]:
    """One bar; gives a function that is told how many more are done."""
    with bars(invocation) as tell:
        done = 0

        def advance(more: int) -> None:
            nonlocal done
            done += more
            tell(sentence, done, total)

        yield advance
