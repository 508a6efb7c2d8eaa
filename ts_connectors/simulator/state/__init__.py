"""What the local platform knows: one module a noun, in memory, safe to use from several threads."""
