// SPDX-License-Identifier: Apache-2.0
/** What a deployment needs, by what its operator says and its image service knows. Pure: nobody is asked. */
@NullMarked
package io.ingot.deploy.internal.rule;

import org.jspecify.annotations.NullMarked;
