// SPDX-License-Identifier: Apache-2.0
/** Tests in the official distribution of Karaf, without network access. */
@NullMarked
package io.ingot.itest.karaf;

import org.jspecify.annotations.NullMarked;
