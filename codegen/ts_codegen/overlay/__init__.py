"""What we know of a document beyond what it says, and how that is applied to it."""
