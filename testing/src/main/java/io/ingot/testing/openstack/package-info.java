// SPDX-License-Identifier: Apache-2.0
/** Fake OpenStack services, as far as tests need them. */
@NullMarked
package io.ingot.testing.openstack;

import org.jspecify.annotations.NullMarked;
