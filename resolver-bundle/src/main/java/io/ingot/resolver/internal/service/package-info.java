// SPDX-License-Identifier: Apache-2.0
/** One image service while it is here: what runs on it, what it lent, and how that ends when it leaves. */
@NullMarked
package io.ingot.resolver.internal.service;

import org.jspecify.annotations.NullMarked;
