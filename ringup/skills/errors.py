"""What can go wrong while shopping.

SkillsError
 +-- DeskError
 |    +-- DeskUnavailable    the backend cannot answer now: locked, full, unreachable
 |    +-- OutOfStock         fewer left than the proposal asks for
 |    +-- SlotTaken          somebody else has booked that staff or table meanwhile
 |    +-- OfferChanged       price, delivery or product is no longer what was read back
 |    +-- NotAllowed         the order is no longer in a state in which this can be done
 +-- TextNotSent             a text message could not be given to the carrier
 +-- NotConfirmed            something tried to write without the guard
 +-- ShopFileInvalid         a shop file was refused; nothing of it was loaded
"""

from __future__ import annotations


class SkillsError(Exception):
    """Base of all errors of `ringup.skills`."""

    code = "skills"


class DeskError(SkillsError):
    code = "desk"


class DeskUnavailable(DeskError):
    code = "desk_unavailable"


class OutOfStock(DeskError):
    code = "out_of_stock"


class SlotTaken(DeskError):
    code = "slot_taken"


class OfferChanged(DeskError):
    code = "offer_changed"


class NotAllowed(DeskError):
    code = "not_allowed"


class TextNotSent(SkillsError):
    code = "text_not_sent"


class NotConfirmed(SkillsError):
    code = "not_confirmed"


class ShopFileInvalid(SkillsError):
    code = "shop_file_invalid"

    def __init__(self, problems: tuple[str, ...]) -> None:
        """`problems`: one sentence each, starting with the file and line, such as "shop.json:12: ..."."""
        super().__init__("\n".join(problems))
        self.problems = problems
