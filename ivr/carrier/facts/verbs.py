"""Which verbs exist, what may stand in them and which attributes they take.

Attributes are written ``name:type``; ``facts/values.py`` knows the types. The source is
the typings of Twilio's own libraries, read in 2026.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its attributes with their types, and the verbs that may stand in it."""

    attributes: dict[str, str]
    children: frozenset[str]
    takes_text: bool


def _verb(attributes: str = "", children: str = "", text: bool = False) -> Verb:
    pairs = (pair.split(":", 1) for pair in attributes.split())
    return Verb(
        attributes={name.replace("~", ":"): kind for name, kind in pairs},
        children=frozenset(children.split()),
        takes_text=text,
    )


_SPEECH = "break emphasis lang p phoneme prosody s say-as sub w"
_STATUS = "statusCallback:url statusCallbackMethod:method"
_PROGRESS = f"{_STATUS} statusCallbackEvent:progress*"
_RECORDING = (
    "recordingStatusCallback:url recordingStatusCallbackMethod:method "
    "recordingStatusCallbackEvent:recording-event* recordingConfigurationId:text"
)
_MACHINE = (
    "machineDetection:machine machineDetectionTimeout:seconds "
    "machineDetectionSpeechThreshold:count "
    "machineDetectionSpeechEndThreshold:count machineDetectionSilenceTimeout:count "
    "amdStatusCallback:url amdStatusCallbackMethod:method"
)
_PAY = (
    "input:pay-input action:url bankAccountType:bank-account statusCallback:url "
    "statusCallbackMethod:method timeout:seconds maxAttempts:count securityCode:bool "
    "postalCode:text minPostalCodeLength:count paymentConnector:text "
    "paymentMethod:payment tokenType:token chargeAmount:text currency:text "
    "description:text validCardTypes:card* language:pay-language"
)

VERBS: dict[str, Verb] = {
    "Response": _verb(
        children="Connect Dial Echo Enqueue Gather Hangup Leave Pause Pay Play Prompt "
        "Queue Record Redirect Refer Reject Say Sms Start Stop",
    ),
    "Say": _verb("voice:voice language:say-language loop:loop", _SPEECH, text=True),
    "Play": _verb("loop:loop digits:tones", text=True),
    "Pause": _verb("length:seconds"),
    "Gather": _verb(
        "action:url method:method input:gather-input* timeout:timeout "
        "speechTimeout:speech-timeout maxSpeechTime:seconds numDigits:count "
        "finishOnKey:key hints:hints language:gather-language profanityFilter:bool "
        "bargeIn:bool actionOnEmptyResult:bool partialResultCallback:url "
        "partialResultCallbackMethod:method debug:bool speechModel:text enhanced:bool",
        "Say Play Pause",
    ),
    "Redirect": _verb("method:method", text=True),
    "Hangup": _verb(children="Parameter"),
    "Reject": _verb("reason:reject", "Parameter"),
    "Leave": _verb(),
    "Echo": _verb(),
    "Record": _verb(
        "action:url method:method timeout:seconds finishOnKey:keys maxLength:count "
        f"playBeep:bool trim:trim {_RECORDING} transcribe:bool transcribeCallback:url"
    ),
    "Dial": _verb(
        "action:url method:method timeout:seconds hangupOnStar:bool timeLimit:seconds "
        "callerId:text record:dial-record trim:trim recordingTrack:track "
        f"{_RECORDING} answerOnBridge:bool ringTone:ringtone sequential:bool "
        "referUrl:url referMethod:method events:text passports:text",
        "Application Client Conference Number Queue Sim Sip WhatsApp",
        text=True,
    ),
    "Number": _verb(
        f"sendDigits:tones url:url method:method byoc:text {_PROGRESS} {_MACHINE}",
        text=True,
    ),
    "Client": _verb(f"url:url method:method {_PROGRESS}", "Identity Parameter", True),
    "Sip": _verb(
        f"username:text password:text url:url method:method {_PROGRESS} {_MACHINE}",
        "SipUri Headers Parameter",
        text=True,
    ),
    "SipUri": _verb("priority:text weight:text username:text password:text", text=True),
    "Headers": _verb(children="Header"),
    "Header": _verb("name:text value:text"),
    "Sim": _verb(text=True),
    "WhatsApp": _verb(f"url:url method:method {_PROGRESS}", text=True),
    "Application": _verb(
        f"url:url method:method {_PROGRESS} customerId:text copyParentTo:bool",
        "ApplicationSid Parameter",
        text=True,
    ),
    "ApplicationSid": _verb(text=True),
    "Identity": _verb(text=True),
    "Parameter": _verb("name:text value:text"),
    "Conference": _verb(
        "muted:bool beep:beep startConferenceOnEnter:bool endConferenceOnExit:bool "
        "waitUrl:url waitMethod:method maxParticipants:count coach:text "
        "participantLabel:text jitterBufferSize:jitter record:conference-record "
        f"region:region trim:trim {_STATUS} statusCallbackEvent:conference-event* "
        f"{_RECORDING} eventCallbackUrl:url",
        text=True,
    ),
    "Queue": _verb(
        "url:url method:method reservationSid:text postWorkActivitySid:text", text=True
    ),
    "Enqueue": _verb(
        "action:url method:method maxQueueSize:count waitUrl:url waitUrlMethod:method "
        "workflowSid:text",
        "Task",
        text=True,
    ),
    "Task": _verb("priority:seconds timeout:seconds", text=True),
    "Refer": _verb("action:url method:method", "Sip"),
    "Sms": _verb(
        "to:text from:text action:url method:method statusCallback:url", text=True
    ),
    "Pay": _verb(_PAY, "Prompt Parameter"),
    "Prompt": _verb(
        "for:prompt-for errorType:prompt-error* cardType:card* attempt:count* "
        "requireMatchingInputs:bool",
        "Say Play Pause",
    ),
    "Start": _verb("action:url method:method", "Stream Siprec Transcription Recording"),
    "Stop": _verb(children="Stream Siprec Transcription Recording"),
    "Stream": _verb(
        "name:text connectorName:text url:any-url track:track-name audioFormat:text "
        f"sampleRate:text {_STATUS}",
        "Parameter",
    ),
    "Siprec": _verb(
        f"name:text connectorName:text track:track-name {_STATUS}", "Parameter"
    ),
    "Transcription": _verb(
        "name:text track:track-name statusCallbackUrl:url statusCallbackMethod:method "
        "inboundTrackLabel:text outboundTrackLabel:text partialResults:bool "
        "languageCode:text transcriptionEngine:text profanityFilter:bool "
        "speechModel:text hints:text enableAutomaticPunctuation:bool "
        "intelligenceService:text",
        "Config",
    ),
    "Recording": _verb(f"{_RECORDING} trim:trim track:track channels:channels"),
    "Connect": _verb(
        "action:url method:method timeout:seconds",
        "AiSession Autopilot Conversation ConversationRelay ConversationRelaySession "
        "Room Stream VirtualAgent",
    ),
    "Room": _verb(
        "participantIdentity:text statusCallback:url mediaRegion:text", text=True
    ),
    "Autopilot": _verb(text=True),
    "VirtualAgent": _verb(
        f"connectorName:text language:text sentimentAnalysis:bool {_STATUS}",
        "Config Parameter",
    ),
    "Config": _verb("name:text value:text"),
    "Conversation": _verb(
        "serviceInstanceSid:text inboundAutocreation:bool inboundTimeout:count "
        "routingAssignmentTimeout:count url:url method:method "
        "record:conversation-record trim:trim "
        f"{_RECORDING} {_STATUS} statusCallbackEvent:conversation-event*"
    ),
    "AiSession": _verb("aiConnector:text aiSessionConfiguration:text"),
    "ConversationRelaySession": _verb("connector:text sessionConfiguration:text"),
    "ConversationRelay": _verb(
        "url:any-url language:text ttsLanguage:text transcriptionLanguage:text "
        "ttsProvider:text voice:text transcriptionProvider:text speechModel:text "
        "profanityFilter:bool dtmfDetection:bool welcomeGreeting:text "
        "partialPrompts:bool welcomeGreetingInterruptible:text interruptible:text "
        "preemptible:bool hints:text intelligenceService:text "
        "reportInputDuringAgentSpeech:text elevenlabsTextNormalization:text "
        "interruptSensitivity:text debug:text events:text "
        "backgroundnoisereduction:text deepgramsmartformat:text "
        "ignorebackchannel:text speechtimeout:text",
        "Language Parameter",
    ),
    "Language": _verb(
        "code:text ttsProvider:text voice:text transcriptionProvider:text "
        "speechModel:text"
    ),
    "break": _verb("strength:break-strength time:text"),
    "emphasis": _verb(
        "level:emphasis", "break emphasis lang phoneme prosody say-as sub w", True
    ),
    "lang": _verb(
        "xml~lang:text", "break emphasis lang p phoneme prosody s say-as sub w", True
    ),
    "p": _verb("", "break emphasis lang phoneme prosody s say-as sub w", True),
    "phoneme": _verb("alphabet:alphabet ph:text", text=True),
    "prosody": _verb("volume:text rate:text pitch:text", _SPEECH, True),
    "s": _verb("", "break emphasis lang phoneme prosody say-as sub w", True),
    "say-as": _verb("interpret-as:interpret role:text format:text", text=True),
    "sub": _verb("alias:text", text=True),
    "w": _verb("role:text", "break emphasis phoneme prosody say-as sub", True),
}
