"""The containers exports come in: bytes in, records, sheets, trees or cells out, within limits."""
