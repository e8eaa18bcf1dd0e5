"""Form F-03: users of a service are asked about it by a QR code, and what they answered."""
