"""Which database this process talks to: the one we are told, or the embedded one of our home folder."""

from __future__ import annotations

from testamur.adapters.environment import Environment
from testamur.adapters.postgres import roles
from testamur.adapters.postgres.launcher import Running, socket_url, start
from testamur.adapters.postgres.layout import layout


def application(environment: Environment) -> str:
    """Return the address that pages, API and jobs use."""
    return environment.database_url or socket_url(layout(environment.home), roles.APP)


def owner(environment: Environment) -> str:
    """Return the address that migrations use."""
    if environment.database_url:
        return environment.owner_database_url or environment.database_url
    return socket_url(layout(environment.home), roles.OWNER)


def ensure_running(environment: Environment) -> Running | None:
    """Start the embedded database, unless we are told of another; then return None."""
    if environment.database_url:
        return None
    return start(environment.home, told=environment.postgres_folder)
