# SPDX-License-Identifier: Apache-2.0
"""Whole fetches, measured as ratios against peers in the same run. Needs nothing but Python's standard library."""
