"""Who may read and who may change what: one table. What is not in it is denied."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ivr.store.accounts import Role

NOBODY: frozenset[Role] = frozenset()
EVERYBODY = frozenset(Role)
READERS = EVERYBODY - {Role.AGENT}
WORKERS = EVERYBODY - {Role.VIEWER}
WRITERS = frozenset({Role.OWNER, Role.MANAGER})
OWNERS = frozenset({Role.OWNER})


@dataclass(frozen=True)
class Permission:
    """The roles that may look at a page, and those that may send its forms."""

    reads: frozenset[Role]
    changes: frozenset[Role]


DENIED = Permission(NOBODY, NOBODY)
OF_EVERYBODY = Permission(EVERYBODY, EVERYBODY)
OF_THE_DESIGNER = Permission(READERS, WRITERS)
# What is sent is only judged, proved or played; nothing is kept of it.
ASKED_ONLY = Permission(READERS, READERS)
OF_OWNERS = Permission(OWNERS, OWNERS)

# By endpoint, or for all endpoints of a blueprint.
TABLE: Mapping[str, Permission] = MappingProxyType(
    {
        "login": OF_EVERYBODY,
        "interface": OF_EVERYBODY,
        "desk": Permission(EVERYBODY, WORKERS),
        "report": OF_EVERYBODY,
        "home": OF_THE_DESIGNER,
        "first_run": OF_THE_DESIGNER,
        "first_run.heard": ASKED_ONLY,
        "preview": OF_THE_DESIGNER,
        "editor": OF_THE_DESIGNER,
        "editor.judge": ASKED_ONLY,
        "editor.hear": ASKED_ONLY,
        "picture": ASKED_ONLY,
        "browser_phone": ASKED_ONLY,
        "proof": ASKED_ONLY,
        "studio": OF_THE_DESIGNER,
        "shares": OF_THE_DESIGNER,
        "versions": OF_THE_DESIGNER,
        "versions.option": Permission(READERS, OWNERS),
        "people": OF_OWNERS,
        "people.mine": OF_EVERYBODY,
        "people.change_mine": OF_EVERYBODY,
        "audit": OF_OWNERS,
    }
)


def permission(endpoint: str) -> Permission:
    """What the table says of an endpoint."""
    return TABLE.get(endpoint) or TABLE.get(endpoint.partition(".")[0]) or DENIED


def may(role: Role, endpoint: str, *, reading: bool) -> bool:
    """Whether a role may open an endpoint, or send something to it."""
    found = permission(endpoint)
    return role in (found.reads if reading else found.changes)
