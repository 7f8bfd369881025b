// SPDX-License-Identifier: Apache-2.0
/**
 * The image store, for operators.
 *
 * <p>{@link io.ingot.image.store.ImageStore} is an OSGi service, safe for concurrent use. It is not needed to fetch an
 * image: {@link io.ingot.image.client.ImageFetcher} uses the store by itself.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
