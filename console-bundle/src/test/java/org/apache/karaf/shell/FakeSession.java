// SPDX-License-Identifier: Apache-2.0
package org.apache.karaf.shell;

/** A stand-in for Karaf's session object: Karaf's sessions are recognised by the package of this class. */
public final class FakeSession {}
