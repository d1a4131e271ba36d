"""JOSE: credentials as JSON Web Tokens (https://www.w3.org/TR/vc-jose-cose/)."""
