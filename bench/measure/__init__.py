# SPDX-License-Identifier: Apache-2.0
"""Measures complete fetches, as ratios to peers in the same run. Needs only Python's standard library."""
