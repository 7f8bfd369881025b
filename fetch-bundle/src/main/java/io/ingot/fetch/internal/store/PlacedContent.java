// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.place.PlacementMethod;

/**
 * A stored image that was placed at a destination.
 *
 * @param content the stored image
 * @param method how it was placed
 */
public record PlacedContent(StoredContent content, PlacementMethod method) {}
