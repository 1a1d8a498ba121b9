"""The runtime cache: small answers in SQLite, picture bytes in files beside it.

A broken cache costs time, never an answer. Whatever is wrong with the folder or a file in it
(unreadable, read-only, damaged, full, gone while running), the run goes on without what it cannot
use and says so once.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from provenance.errors import UsageError
from provenance.fetch.answer_cache import AnswerCache, is_broken, is_busy, set_aside
from provenance.fetch.exchange import Exchange
from provenance.fetch.store import PictureStore, cache_folder

T = TypeVar("T")
ANSWERS = "answers.sqlite"
log = logging.getLogger("provenance")


class Cache:
    """What one run keeps and finds again. Safe for many threads.

    Never raises for what is wrong with its files.
    """

    def __init__(self, chosen: Path | None, *, verify: bool = True) -> None:
        self.trouble = ""
        """What is wrong with the folder, in one sentence; empty while nothing is."""
        self._verify = verify
        self._lock = threading.Lock()
        self._closed = False
        self._folder: Path | None = None
        self._pictures: PictureStore | None = None
        self._behind: AnswerCache | None = None
        try:
            self._folder = cache_folder(chosen)
            self._pictures = PictureStore(self._folder)
        except UsageError as error:
            self._tell(str(error))
        self._answers = self._open()

    def close(self) -> None:
        """Close the file of answers."""
        self._closed = True
        for answers in filter(None, (self._answers, self._behind)):
            self._try(answers.close)

    def answer(self, url: str, *, stale: bool) -> Exchange | None:
        """The kept answer of `url`; an expired one only where `stale` will do."""
        for answers in filter(None, (self._answers, self._behind)):
            kept = self._try(partial(answers.find, url, stale=stale))
            if kept is not None:
                return kept
        return None

    def keep_answer(self, url: str, answer: Exchange, fresh: timedelta) -> None:
        """Keep the answer of `url` for as long as it is `fresh`."""
        self._try(partial(self._answers.keep, url, answer, fresh))

    def picture(self, url: str) -> Exchange | None:
        """The kept picture of `url`."""
        return self._pictures.get(url) if self._pictures else None

    def keep_picture(self, url: str, exchange: Exchange) -> None:
        """Keep the picture that `url` gave."""
        if self._pictures is not None:
            self._try(partial(self._pictures.put, url, exchange))

    def _open(self) -> AnswerCache:
        """The folder's answers; where they cannot be written, some in memory before them."""
        if self._folder is not None:
            file = self._folder / ANSWERS
            for _ in range(2):  # a second time after a damaged file was set aside
                try:
                    return AnswerCache(file, verify=self._verify)
                except (OSError, sqlite3.Error) as error:
                    self._note(error)
            with suppress(OSError, sqlite3.Error):
                self._behind = AnswerCache(file, verify=self._verify, read_only=True)
        return AnswerCache(None, verify=self._verify)

    def _try(self, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except (OSError, sqlite3.Error) as error:
            if not (is_busy(error) or self._closed):
                self._note(error)
                if is_broken(error):
                    damaged, self._answers = self._answers, AnswerCache(None, verify=self._verify)
                    damaged.close()
            return None

    def _note(self, error: Exception) -> None:
        """Say what is wrong, and take a damaged file out of the way of the next run."""
        told = f"the cache in {self._folder} cannot be used: {_words(error)}"
        if self._folder is not None and is_broken(error):
            with suppress(OSError):
                told += f"; it was set aside as {set_aside(self._folder / ANSWERS).name}"
        self._tell(f"{told}. What it lacks is asked for again.")

    def _tell(self, sentence: str) -> None:
        with self._lock:
            is_new, self.trouble = not self.trouble, self.trouble or sentence
        if is_new:
            log.warning("provenance: %s", sentence)


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
