// SPDX-License-Identifier: Apache-2.0
/** Headers of a response, validated strictly. */
@NullMarked
package io.ingot.http.internal.response;

import org.jspecify.annotations.NullMarked;
