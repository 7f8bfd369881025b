// SPDX-License-Identifier: Apache-2.0
/**
 * Who may be reached, and as whom. The {@link io.ingot.access.AccessPolicy} is asked before anything is opened: by the
 * resolver for every reference, by the HTTP client for every hop and address, by what opens or links a local file. An
 * {@link io.ingot.access.AccessRule} adds checks to it; a {@link io.ingot.access.CredentialStore} knows the credentials
 * that the operator configured.
 *
 * <p>Hold the policy by a static, mandatory reference: without it nothing runs.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
