"""Finished files are read back as bytes and checked."""
