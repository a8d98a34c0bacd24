"""Reading what people write: content, packs and answers, each parsed once at the edge."""
