// SPDX-License-Identifier: Apache-2.0
/**
 * What the fetch engine asks of the resolver, beside what callers do.
 *
 * <p>{@link io.ingot.image.engine.ImageSources} is an OSGi service of the resolver, safe for concurrent use. Conductors need
 * nothing of this package: {@link io.ingot.image.client.ImageFetcher} verifies, resumes and stores the bytes that are read
 * here.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
