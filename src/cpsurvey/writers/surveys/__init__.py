"""Survey exports as platforms write them, one module a platform: answers in, a file out."""
