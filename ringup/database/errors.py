"""What can go wrong with the database.

DatabaseError
 +-- DatabaseUnavailable   it cannot answer now: locked, full, read-only, unreachable, damaged
 +-- DatabaseUrlInvalid    the address names no database that Ringup can use
"""

from __future__ import annotations


class DatabaseError(Exception):
    """Base of all errors of `ringup.database`."""

    code = "database"


class DatabaseUnavailable(DatabaseError):
    code = "database_unavailable"


class DatabaseUrlInvalid(DatabaseError):
    code = "database_url_invalid"
