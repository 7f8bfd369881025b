// SPDX-License-Identifier: Apache-2.0
/** One registered image service: the calls and sources that use it, and how they end when it leaves. */
@NullMarked
package io.ingot.resolver.internal.service;

import org.jspecify.annotations.NullMarked;
