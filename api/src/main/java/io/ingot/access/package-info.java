// SPDX-License-Identifier: Apache-2.0
/**
 * Access policy and credentials. The {@link io.ingot.access.AccessPolicy} is consulted before anything is opened: by
 * the resolver for every reference, by the HTTP client for every redirect and address, and by the code that opens or
 * links local files. An {@link io.ingot.access.AccessRule} adds checks to it. A {@link io.ingot.access.CredentialStore}
 * provides the credentials that the operator configured.
 *
 * <p>Use a static, mandatory reference for the policy, so that nothing runs without it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
