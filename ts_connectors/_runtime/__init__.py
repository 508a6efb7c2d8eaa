"""What a connector does, over ports only."""
