"""The real line: Twilio webhooks, TwiML, signatures."""
