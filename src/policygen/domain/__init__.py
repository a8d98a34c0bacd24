"""The values every stage works on: frozen, with no disk, clock or terminal."""
