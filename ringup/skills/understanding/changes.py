"""How callers change what was read back. Written against the outline of an utterance.

Named groups become slots: `quantity`, `more` and `less` hold a NUM or an article, `none` asks for
zero.
"""

from __future__ import annotations

_TARGET = (
    r"(?:it|that|this|them|those|these|(?:the |my |that )?(?:number|amount|quantity)?(?: ?of )?"
    r"(?:the |my |that )?(?:(?:UNIT of )?PRODUCT|order|quantity|amount|number|UNIT))"
)
_SET = (
    r"(?:make|do|change|set|switch|put|bump|cut|lower|raise|increase|reduce|turn|update|bring|have"
    r"|want)"
)
_OF_THEM = r"(?: UNIT)?(?: (?:of )?(?:the |that |my )?PRODUCT| of (?:them|those|these|it|that|the same))?"
_ASK_FOR = (
    r"(?:place|only|rather|maybe|let us|let me|do|say|make|it|have|get|give|send|me|us|i|we|will"
    r"|take|can"
    r"|could|you|order|how|about|what|should|be|is|that|for|want|need|would|like|said|meant|asked"
    r"|better|prefer|to|wanted|not NUM|but|the|up|with|go|instead|actually|change|add up"
    r"|think"
    r"|NUM (?:no|sorry|actually|or rather|i mean|wait|make it)|sorry|no|wait|mean|or|am"
    r"|thinking|of|NUM UNIT no|PRODUCT)"
)

QUANTITY = (
    rf"\b{_SET} {_TARGET}(?: (?:be|up|down|back|to|into|as|at|from NUM"
    rf"|instead))* (?P<quantity>NUM)\b"
    r"(?! more| less| fewer| extra)",
    rf"\b{_SET} (?P<quantity>NUM) of (?:it|them|those|that)\b",
    rf"\b(?P<quantity>NUM){_OF_THEM} (?:instead|rather|not NUM)\b",
)
QUANTITY_WHOLE = (rf"(?:{_ASK_FOR} )*(?P<quantity>NUM){_OF_THEM}(?: instead| in total| altogether)?",)
MORE = (
    r"(?:\S+ ){0,6}(?P<more>NUM|another|an?)(?: UNIT| one)?(?: (?:more|extra|additional|on top))"
    r"(?: UNIT| one| of (?:them|those|that|it))?(?: of)?(?: (?:the |that )?PRODUCT)?",
    r"(?:\S+ ){0,5}(?P<more>another|an (?:extra|additional)|NUM (?:extra|additional))"
    r"(?: (?:UNIT|one|PRODUCT|NUM))?(?: of)?(?: (?:the |that |them|those)?(?:PRODUCT)?)?",
    r"(?:and |plus |can you |could you )*add (?P<more>NUM)(?: UNIT)?(?: to (?:that|it"
    r"|the order))?(?: of)?(?: (?:the |that )?PRODUCT)?",
)
LESS = (
    r"(?:\S+ ){0,5}(?P<less>NUM)(?: UNIT)? (?:less|fewer)(?: UNIT"
    r"| one)?(?: of)?(?: (?:the )?PRODUCT)?",
    r"(?:can you |could you )?(?:take|remove|drop|leave) (?P<less>NUM)(?: UNIT)?(?: of (?:them"
    r"|those))?"
    r"(?: (?:off|away|out))?",
)
REMOVE = (
    r"(?:can you |could you |i want to |and )?(?P<none>remove|drop|leave out|leave off"
    r"|take (?:off|out"
    r"|away)|without|skip|lose|delete|not|only not|forget(?: about)?|do not (?:want|need|order"
    r"|send)"
    r"|i do not (?:want|need)|minus|except)(?: (?:the|any|that|my))? PRODUCT(?: (?:out|off|away"
    r"|this"
    r" time|anymore|any more))?",
    r"(?:can you |could you )?(?P<none>take|leave) (?:the |that )?PRODUCT (?:off|out|away)",
)
CHANGE = (
    r"(?:i |can i |could i |can you |could you |would |want to |like to |need to "
    r"|let me )*(?:change|adjust"
    r"|edit|modify|correct|fix) (?:it|that|this|something|(?:the |my )?(?:quantity|amount|number"
    r"|order)).*",
    r"(?:(?:that|it|this) is )?(?:way |far |a bit )?(?:too (?:many|much|few|little)"
    r"|not (?:enough|that many|so many))"
    r"(?: PRODUCT| of them)?",
    r"(?:(?:that|it|this) is )?(?:the )?wrong (?:quantity|amount|number).*",
    r"(?:a few |some |a bit |a little |i want |i need )*(?:more|fewer|less)(?: (?:of (?:them"
    r"|that|it)|PRODUCT|UNIT.*))?",
    r"(?:double|twice) (?:it|that|as many|the (?:amount|quantity|order)).*",
    r"(?:a )?different (?:quantity|amount|number)|(?:i want to |can i )?change",
)
