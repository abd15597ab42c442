"""One tree of errors. Each carries a sentence for people: what happened, to what, what to do."""

from __future__ import annotations


class ScrutinyError(Exception):
    """Anything this program refuses or fails to do, said so that a user can act on it."""


class ReadError(ScrutinyError):
    """A file could not be read as a report."""


class StoreError(ScrutinyError):
    """The store is missing, empty, locked, damaged or made with another model."""


class StoreEmpty(StoreError):
    """There is no store yet, or nothing in it."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class UsageError(ScrutinyError):
    """What was asked for does not exist or is ambiguous."""
