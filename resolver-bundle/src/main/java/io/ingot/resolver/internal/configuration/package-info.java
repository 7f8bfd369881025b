// SPDX-License-Identifier: Apache-2.0
/** What is wrong with the configuration of any bundle here, by what the bundles say of their properties in Metatype. */
@NullMarked
package io.ingot.resolver.internal.configuration;

import org.jspecify.annotations.NullMarked;
