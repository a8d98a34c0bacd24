"""The pages of the guide that are made from code and content."""
