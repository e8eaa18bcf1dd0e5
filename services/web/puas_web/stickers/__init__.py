"""Collection points: stickers, posters, links and kiosks, their QR codes and their printing; the page where a code is typed."""
