// SPDX-License-Identifier: Apache-2.0
package org.apache.karaf.shell;

/** Stands for Karaf's view of a session: its sessions are told from others by the package of this variable's class. */
public final class FakeSession {}
