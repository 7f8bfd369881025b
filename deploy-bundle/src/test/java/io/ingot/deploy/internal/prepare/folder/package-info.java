// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.deploy.internal.prepare.folder;

import org.jspecify.annotations.NullMarked;
