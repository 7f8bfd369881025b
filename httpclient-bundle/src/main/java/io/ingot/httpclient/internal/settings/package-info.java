// SPDX-License-Identifier: Apache-2.0
/** Settings of the HTTP client, validated once. */
@NullMarked
package io.ingot.httpclient.internal.settings;

import org.jspecify.annotations.NullMarked;
