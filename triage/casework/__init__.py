"""What people do with a weighing: plan help, record instruments, choose. Frozen types and pure functions; nothing is stored here."""
