// SPDX-License-Identifier: Apache-2.0
/** What a deployment needs, and all of it in a node's folder. */
package io.ingot.itest.deploy;
