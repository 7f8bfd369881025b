// SPDX-License-Identifier: Apache-2.0
/** What the operator can set, read and checked once. */
@NullMarked
package io.ingot.httpclient.internal.settings;

import org.jspecify.annotations.NullMarked;
