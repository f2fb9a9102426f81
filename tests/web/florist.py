"""A shop with one florist: a script whose proof takes a second or two."""

FLORIST = """\
company: Lilypad Florist
languages:
  - en
country: US
timezone: America/New_York
hours:
  monday-friday: 09:00-17:00
address: 5 Canal Street
departments:
  shop:
    name: the shop
    handles:
      - I would like to order flowers
    agents:
      - name: Nina
        phone: +1 503 555 0101
operator: shop
"""

# Its telephone rings for forty seconds before the caller hears from us again.
PATIENT_FLORIST = FLORIST + "ring_seconds: 40\n"
