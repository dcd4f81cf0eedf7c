"""The window: shows results, adapts them to eyes, ears and keys, and runs jobs. No rule about cases lives here."""
