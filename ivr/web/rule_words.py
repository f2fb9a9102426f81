"""What the rules say, in the reader's language.

The check and the proof say it in English, in a closed set of sentences.
"""

from typing import Any

from ivr.script.message import Message
from ivr.web.interface import gettext
from ivr.web.interface import marked as _

# Of the words of a prompt; the modules of ivr.wording.rules say it.
FINDINGS = (
    _("'%(said)s' sells."),
    _("The caller does not hear who answers."),
    _("An apology comes again; say the next step instead."),
    _("'%(said)s' thanks for the money, not for the call."),
    _("'%(said)s' puts the fault on the caller."),
    _("'%(said)s' is worn out."),
    _("'%(said)s' commands; ask instead."),
    _("The caller does not hear which company answers."),
    _("The caller does not hear which department answers."),
    _("This time contradicts the one promised before."),
    _("Callers in an emergency do not hear where to turn."),
    _("The call ends without a warning and a chance to change."),
    _("'%(said)s' does not fit a caller."),
    _("'%(said)s' mixes two forms of address."),
    _("'%(said)s' is old-fashioned."),
    _("No polite word: %(one)s or %(other)s."),
    _("The caller is told to wait instead of being asked."),
    _("The caller does not hear when the line is open again."),
    _("Who answers is said late."),
    _("'%(said)s' is a word of the trade."),
    _("The key is said before what it is for."),
    _("The key %(key)s already stands for another option."),
    _("The caller is asked to say a keyword."),
    _("A menu of %(count)s options is long; the sixth is '%(said)s'."),
    _("A sentence of %(count)s words is hard to follow by ear."),
    _("One mark is enough, or none."),
    _("Capitals are shouted or spelled."),
    _("This is menu number %(depth)s on the caller's way."),
    _("'%(said)s' closes the door; say what can be done."),
    _("'%(said)s' is honest; asking again is enough."),
    _("There is nothing to say."),
    _("The language is not offered in its own words."),
    _("'%(said)s' promises more than can be kept."),
    _("The menu does not tell how to reach a person."),
    _("The greeting does not ask what the caller needs."),
    _("The promise has no time."),
    _("The caller does not hear by when an answer comes."),
    _("'%(said)s' is rude."),
    _("The same sentence is said twice."),
    _("The caller is asked for details before saying what the matter is."),
    _("'%(said)s' is slang."),
    _("The goodbye does not thank the caller."),
    _("It takes about %(seconds)s seconds to say; %(enough)s are enough here."),
    _("'%(said)s' does not tell the caller who that is."),
    _("The caller is told about a transfer instead of being asked."),
    _("'%(said)s' is no value to speak."),
    _("The slot %(said)s is not filled."),
    _("An address cannot be followed by ear."),
    _("A picture cannot be said."),
    _("A long row of digits must be written as it is spoken."),
    _("An invisible sign cannot be said."),
    _("A symbol is read aloud by its name, or not at all."),
    _("'%(said)s' should be written out."),
    _("The update says what was said before."),
    _("The caller does not hear how long it will take, or how many are ahead."),
    _("This is in Cyrillic letters."),
    _("This is in Latin letters."),
    _("This is in another language: %(name)s."),
)
# The first sentence of each rule's page: what callers can rely on.
STATEMENTS = (
    _("A call ends over abuse only after a warning that names the consequence."),
    _("A message or a promised call says by when the answer comes."),
    _("A prompt promises one time."),
    _("A closed line says when it is open again."),
    _("The goodbye thanks the caller."),
    _("The thanks fits what happened on the call."),
    _("A greeting names the company."),
    _("Whoever answers in person says a name."),
    _("A department's greeting names the department."),
    _('A greeting ends in an open question, such as "How can I help you?"'),
    _("Who answers is said first, before anything else."),
    _("The caller says what the matter is before being asked for numbers and details."),
    _("A closed line of a medical or safety trade says where to turn in an emergency."),
    _("Nobody is put on hold without being asked."),
    _("Whoever waits hears how long, or how many are ahead."),
    _("One apology is enough; what helps is the next step."),
    _("Every hold update brings something new."),
    _("A menu tells how to reach a person."),
    _("A prompt is short, in seconds of speech."),
    _("A sentence for the ear is short."),
    _("Nothing is said twice in one prompt."),
    _("A prompt is written in the language that its callers chose."),
    _(
        "Callers are addressed as their language is polite, and the same way "
        "throughout."
    ),
    _("A language is offered in that language."),
    _("A menu offers five options or fewer."),
    _("An option says what it is for, and then which key."),
    _("A caller passes one menu, at most two, and never three."),
    _("No caller is asked to say a keyword from a list."),
    _("A key means one thing in a menu."),
    _("The line asks; it does not command."),
    _("The line says what can be done, not what cannot."),
    _("The caller is never at fault."),
    _("The line speaks plain words, not those of the trade."),
    _("The line speaks properly: no slang."),
    _("Nothing is promised that cannot be kept every time."),
    _("The line helps; it does not sell."),
    _("The line leaves out what everybody has heard too often."),
    _("No rude word is ever spoken, whatever the caller said."),
    _("Nobody is transferred without being asked."),
    _("A transfer says to whom."),
    _("Every slot is filled before it is spoken."),
    _("Everything in a prompt can be said aloud."),
    _("Nothing is written in capitals or with rows of exclamation marks."),
    _("A prompt has words."),
    _("Every promise has a time, and the caller hears it."),
    _("A promise is told only after it is written down."),
    _("Only a time that the calendar offered is promised."),
    _("Nobody is recorded who did not choose to leave a message."),
    _("The last thing a caller hears is thanks."),
    _("The goodbye fits how the call went."),
    _("Whoever will help is named."),
    _("A caller who was upset hears at the end that we are sorry."),
    _("Whether we helped is asked after a conversation, and never of an upset caller."),
    _("Outside hours the caller hears when the line is open again."),
    _("Callers are put on hold only after they agreed to wait."),
    _("No answer, or one that is not understood, is never taken for a yes."),
    _("On hold the line speaks at least every 45 seconds."),
    _("Each update on hold tells the caller something new."),
    _("On hold the first word comes within 15 seconds."),
    _("Whoever holds is offered a callback, or where none can be given a message."),
    _("Being asked to hold never costs a caller the place in line."),
    _("The place in line that a caller hears never gets worse."),
    _(
        "Minutes are told only where there are data to tell them from, and "
        'never "zero".'
    ),
    _("From every state a caller can reach a person, or a promise with a time."),
    _("Within three decisions a caller reaches a person, or a promise with a time."),
    _("In every state there is a way on, other than hanging up."),
    _("A caller who is not understood does not go round in a circle."),
    _(
        "A caller who asks for the manager is put through to the manager, if "
        "there is one."
    ),
    _("Nothing is asked again that the caller has just answered."),
    _(
        "No call ends for abuse before the caller was warned as often as the "
        "owner decided."
    ),
    _("A caller who asks for somebody by name is asked about exactly that one."),
    _("A caller whom somebody here knows is offered that colleague at once."),
    _("Whoever asks for the hours or the address is told, right away."),
    _("A caller who is upset hears that we are sorry before anything else is said."),
    _("A caller who is not understood is helped along, and not just asked again."),
    _("The line speaks the language that the caller chose, and no other."),
    _("Every key and every answer that the line offers does what it was offered for."),
    _("Every setting of the call script takes part in some call."),
    _("No caller hears nothing for more than seven seconds."),
    _("A caller who hears nothing is not trapped."),
    _("Callers can finish what they say."),
    _("Nobody's telephone is rung for a caller who was not asked."),
    _("A telephone rings three times at most before the caller hears from us again."),
    _("An agent who turned a call down is not rung again for it."),
    _(
        "A colleague or the manager takes a caller over only after hearing what "
        "it is about."
    ),
    _("What the caller said about the matter is kept for whoever takes over."),
)


Kept = dict[str, Any]
"""A rule's code, what it says as a template, and the slots of that: as JSON."""


def blamed(message: str) -> str:
    """What is said of a prompt, or of a call script."""
    if not isinstance(message, Message):
        return gettext(message) if message else ""
    slots = {
        name: blamed(slot) if isinstance(slot, Message) else slot
        for name, slot in message.slots.items()
    }
    return gettext(message.template) % slots if slots else gettext(message.template)


def stated(statement: str) -> str:
    """What a rule promises callers."""
    return gettext(statement)


def kept(code: str, says: str) -> Kept:
    """What a rule says, to be told later in a language that is not known yet."""
    if isinstance(says, Message):
        return {"code": code, "says": says.template, "slots": says.slots}
    return {"code": code, "says": says, "slots": {}}


def retold(line: Kept | str) -> str:
    """What was kept of a rule, or other words as they are."""
    if isinstance(line, str):
        return line
    said = blamed(Message(line["says"], **line["slots"]))
    return f"{line['code']} {said}"
