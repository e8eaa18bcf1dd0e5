"""Certificates of a training session: who earned one, issuing, taking back; and the participant's own."""
