"""Rapor pelayanan: agencies by all yardsticks, and the card of one agency or of the regency."""
