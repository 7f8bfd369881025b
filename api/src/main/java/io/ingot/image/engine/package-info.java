// SPDX-License-Identifier: Apache-2.0
/**
 * The interface of the resolver for the fetch engine, in addition to that for callers.
 *
 * <p>{@link io.ingot.image.engine.ImageSources} is an OSGi service of the resolver, safe for concurrent use. Conductors
 * do not need this package: they use {@link io.ingot.image.client.ImageFetcher}, which verifies, resumes and stores the
 * bytes.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
