"""From the service as data to the text of its modules."""
