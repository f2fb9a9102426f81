"""What can be wrong with the database itself, each with its way out."""


class StoreError(Exception):
    """The database cannot be used."""


class NotPrepared(StoreError):
    """The database is missing, of another program, or of another version."""


class NothingPublished(StoreError):
    """No call script has gone live yet."""

    def __init__(self) -> None:
        super().__init__("no call script is published; run: ivr publish SCRIPT")
