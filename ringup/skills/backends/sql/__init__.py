"""The desks and the ledger over SQLAlchemy: embedded SQLite, or PostgreSQL."""

from ringup.skills.backends.sql.after_sale import SqlAfterSaleDesk
from ringup.skills.backends.sql.booking_reminders import SqlReminderDesk
from ringup.skills.backends.sql.bookings import SqlBookingDesk
from ringup.skills.backends.sql.catalog import SqlCatalogDesk
from ringup.skills.backends.sql.customers import SqlCustomerDesk
from ringup.skills.backends.sql.handovers import SqlStaffDesk
from ringup.skills.backends.sql.ledger import SqlCommitmentLedger
from ringup.skills.backends.sql.orders import SqlOrderDesk
from ringup.skills.backends.sql.pages import SqlKnowledgeDesk
from ringup.skills.backends.sql.recommendations import SqlRecommendationDesk
from ringup.skills.backends.sql.vocabulary import SqlVocabularyDesk

__all__ = [
    "SqlAfterSaleDesk",
    "SqlBookingDesk",
    "SqlCatalogDesk",
    "SqlCommitmentLedger",
    "SqlCustomerDesk",
    "SqlKnowledgeDesk",
    "SqlOrderDesk",
    "SqlRecommendationDesk",
    "SqlReminderDesk",
    "SqlStaffDesk",
    "SqlVocabularyDesk",
]
