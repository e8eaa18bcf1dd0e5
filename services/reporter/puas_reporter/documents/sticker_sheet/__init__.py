"""Stickers with a QR code, several on a sheet of A4."""
