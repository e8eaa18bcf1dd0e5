"""A5 posters with a large QR code, for a wall or a table stand."""
