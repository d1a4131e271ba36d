"""COSE: credentials as signed CBOR (https://www.w3.org/TR/vc-jose-cose/, section 3.3)."""
