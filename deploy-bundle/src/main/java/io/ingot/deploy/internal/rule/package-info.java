// SPDX-License-Identifier: Apache-2.0
/** The rules of a deployment: what it needs, by its fields and by what image services know. Pure functions without queries. */
@NullMarked
package io.ingot.deploy.internal.rule;

import org.jspecify.annotations.NullMarked;
