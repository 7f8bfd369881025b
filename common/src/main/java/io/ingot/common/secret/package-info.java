// SPDX-License-Identifier: Apache-2.0
/** Secrets in files and configurations. No message of this package contains a secret, or a value that could be one. */
@NullMarked
package io.ingot.common.secret;

import org.jspecify.annotations.NullMarked;
