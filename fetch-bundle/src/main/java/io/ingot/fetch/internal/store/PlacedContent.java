// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.place.PlacementMethod;

/**
 * A held image that stands at its destination.
 *
 * @param content what it is
 * @param method how it came there
 */
public record PlacedContent(StoredContent content, PlacementMethod method) {}
