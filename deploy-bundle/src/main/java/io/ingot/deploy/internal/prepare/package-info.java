// SPDX-License-Identifier: Apache-2.0
/**
 * How the images of a plan come into a node's folder, all or none, and how they leave it.
 *
 * <p>What this package keeps in the folder lies below {@code .ingot}, for its owner alone:
 *
 * <ul>
 *   <li>{@code lock}, locked by whoever is at work; the lock ends with its process;
 *   <li>{@code staged}, where the images arrive, each under the name that it will have;
 *   <li>{@code record.json}, in one of three states, replaced in one step and forced to disk before anything is done that
 *       it speaks of.
 * </ul>
 *
 * <p>The states, and what the next run does with what a crash left:
 *
 * <ul>
 *   <li><em>fetching</em>: images arrive below {@code staged}; the folder itself is as it was. Undone: what is staged goes.
 *   <li><em>placing</em>: all are staged, verified and named in the record; one after the other is renamed into the folder.
 *       Finished: what is still staged is renamed now.
 *   <li><em>prepared</em>: the files named in the record stand in the folder. This is what cleaning takes away.
 * </ul>
 *
 * <p>A file is the one of a record if it has the recorded inode, size and time of change of its bytes. What is another file
 * by now belongs to somebody else, and is never deleted.
 */
@NullMarked
package io.ingot.deploy.internal.prepare;

import org.jspecify.annotations.NullMarked;
