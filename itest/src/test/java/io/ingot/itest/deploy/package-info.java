// SPDX-License-Identifier: Apache-2.0
/** Deployments: plans, and the preparation of a node's folder. */
package io.ingot.itest.deploy;
