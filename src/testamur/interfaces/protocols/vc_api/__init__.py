"""The VC API for other systems (https://w3c-ccg.github.io/vc-api/): functions from a request to an answer, two mounts.

`routes.answer` knows neither Django nor a server. `standalone` serves it by itself (`testamur vc-api`), `views` under
``/vc-api`` of the main server, for programs with a token.
"""
