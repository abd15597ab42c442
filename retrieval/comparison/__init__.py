"""Partnerships side by side: what each area's reports say of each theme."""
