"""What callers say of a basket and of choosing. Written against the outline of an utterance."""

from __future__ import annotations

_CART = r"(?:my |the |our )?(?:shopping )?(?:basket|cart)"

BASKET = (
    rf"\bwhat (?:is|are|do i have|have i got|did i put|else is)(?: currently| now)? (?:in|inside) {_CART}\b",
    rf"\b(?:read|list|show|tell|go through|go over|check|view|review)(?: me)?(?: what is in| out)? {_CART}\b",
    r"\bwhat (?:do i have|have i (?:got|ordered|added)|am i buying|did i add) so far\b",
)
REMOVE = (
    rf"\b(?:remove|take|delete|drop|get rid of) .*(?:from|out of|off|in) {_CART}\b",
    r"(?:can you |could you |i want to |and )?(?:remove|drop|leave out|take out|take off|delete|lose) "
    r"(?:the |that |my )?(?:UNIT of )?PRODUCT(?: (?:again|after all))?$",
    r"(?:can you |could you |and )?(?:leave|take) (?:the |that |my )?(?:UNIT of )?PRODUCT (?:out|off)$",
)
CHECKOUT = (
    r"(?:(?:i|we) (?:would like|want|am ready|are ready|need)(?: to)?|(?:can|could) i|let us|let me"
    r"|ready to|go to"
    r"|take me to)? ?(?:check ?out|the check ?out|pay(?: now)?(?: for (?:it|this|that|everything"
    r"|my basket|my cart))?)"
    r"(?: now)?",
    rf"(?:buy|order|pay for|purchase) (?:everything |what is |all |the things )*(?:in )?{_CART}",
)
VOUCHER = (
    r"\b(?:have|got|use|apply|redeem|enter|take|add) (?:\S+ ){0,3}?(?:vouchers?|coupons?"
    r"|promo(?:tion)?(?:al)? code"
    r"|discount code)\b",
    r"\b(?:voucher|promo|promotion|discount|coupon) code is\b",
)
COMPARE = (
    r"\b(?:compare|difference between) .*\bPRODUCT\b",
    r"\bwhich (?:one |of (?:the|those|these) (?:NUM |ones )?)?(?:is|are|has|would) .*\bPRODUCT (?:or"
    r"|and) .*\bPRODUCT\b",
)
RECOMMEND = (
    r"\bwhat (?:else )?(?:goes|would go) (?:well |best |good )?with (?:it|that|this|the PRODUCT|PRODUCT"
    r"|my PRODUCT)\b",
)
