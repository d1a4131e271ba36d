"""From an idea to an approved micro-credential: drafts, makers, partners, reviews, the quality cycle."""
