// SPDX-License-Identifier: Apache-2.0
/** Tests of the packaged bundles and the repository, without a framework. */
@NullMarked
package io.ingot.itest.build;

import org.jspecify.annotations.NullMarked;
