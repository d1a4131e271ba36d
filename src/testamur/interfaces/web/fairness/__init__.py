"""Whether people are treated alike: voluntary answers, audits, and what is published of them."""
