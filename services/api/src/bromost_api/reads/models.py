"""The log of who saw personal data, as far as it is read here."""

from sqlalchemy import BigInteger, DateTime, Integer, Text, Uuid, column, table
from sqlalchemy.dialects.postgresql import ARRAY

READS = table(
    "personal_read",
    column("position", BigInteger),
    column("at", DateTime(timezone=True)),
    column("service", Text),
    column("action", Text),
    column("reader_id", Uuid),
    column("on_behalf_of", Text),
    column("request_id", Uuid),
    column("people", ARRAY(Uuid)),
    column("people_count", Integer),
    schema="common",
)
