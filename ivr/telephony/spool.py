"""Entries on the disk while the store cannot be written: JSON lines, one file each."""

import fcntl
import json
import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ivr.store.call_log import Entry


@dataclass(frozen=True)
class Spool:
    """A folder with a file for each process; several may write and replay at once."""

    folder: Path

    def append(self, entries: Sequence[Entry]) -> None:
        """Writes entries down; when this returns they are on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{os.getpid()}.jsonl"
        lines = "".join(json.dumps(asdict(entry)) + "\n" for entry in entries)
        while True:
            with file.open("ab") as opened:
                fcntl.flock(opened, fcntl.LOCK_EX)
                if not _is_still(file, opened.fileno()):
                    continue  # another process has just replayed and removed it
                opened.write(lines.encode())
                opened.flush()
                os.fsync(opened.fileno())
                return

    def count(self) -> int:
        """How many files wait to be replayed."""
        return sum(1 for _ in self.folder.glob("*.jsonl"))

    def forget(self, call_sids: Container[str]) -> None:
        """Leaves out what happened on some calls; the other lines stay as they are."""
        for file in sorted(self.folder.glob("*.jsonl")):
            with file.open("r+b") as opened:
                fcntl.flock(opened, fcntl.LOCK_EX)
                lines = opened.readlines()
                left = [line for line in lines if not _is_of(line, call_sids)]
                if _is_still(file, opened.fileno()) and left != lines:
                    opened.seek(0)
                    opened.writelines(left)
                    opened.truncate()
                    opened.flush()
                    os.fsync(opened.fileno())

    def batches(self) -> Iterator[list[Entry]]:
        """The entries of each file; the file goes when the next batch is asked for.

        A line that was cut off by a power failure is left out.
        """
        if not self.folder.is_dir():
            return
        for file in sorted(self.folder.glob("*.jsonl")):
            with file.open("rb") as opened:
                fcntl.flock(opened, fcntl.LOCK_EX)
                if not _is_still(file, opened.fileno()):
                    continue
                yield [entry for line in opened if (entry := _read(line))]
                file.unlink()


def _read(line: bytes) -> Entry | None:
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _is_of(line: bytes, call_sids: Container[str]) -> bool:
    entry = _read(line)
    return entry is not None and entry.call_sid in call_sids


def _is_still(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
