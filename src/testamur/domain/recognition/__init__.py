"""What came from outside, and what the university says of it: requests, evidence, decisions, appeals, precedents."""
