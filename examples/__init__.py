"""The invented example cases, and the seeded program that made them."""
