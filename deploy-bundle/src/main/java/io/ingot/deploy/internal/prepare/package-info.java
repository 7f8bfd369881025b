// SPDX-License-Identifier: Apache-2.0
/**
 * Puts the images of a plan into a node's folder, all or none, and takes them away again.
 *
 * <p>What a node's folder holds of ours:
 *
 * <pre>
 * NODE/image, NODE/kernel, …        the images under their roles' names
 * NODE/.ingot/                      its owner's alone
 *     lock                          locked by whoever is at work
 *     record.json                   what stands in the folder, and what is being placed
 *     record.json.new               a record that is being written
 *     staged/image, staged/kernel…  images that have no place yet, and what the engine has beside them
 * </pre>
 *
 * <p>A run, under the lock, in this order:
 *
 * <ol>
 *   <li>What an earlier run left is finished or undone, see below.
 *   <li>All images are fetched into {@code staged}. The record still says what stood there before.
 *   <li>The staged files and their folder are forced to disk. Then the record is replaced: its state is {@code placing}
 *       and it has both lists, what stood there before and what is to stand there. That replacement is the moment that
 *       decides: before it the old set counts, after it the new one.
 *   <li>Each staged file is renamed to its place, and the folder forced; files of the old set that the new one has no more
 *       are deleted.
 *   <li>The record is replaced: its state is {@code prepared}, with the new list alone. {@code staged} is deleted.
 * </ol>
 *
 * <p>A run that fails before the decision deletes what is staged. If there is no record then, nothing was prepared here
 * before: the lock and {@code .ingot} go, too, and the node's folder if the run made it.
 *
 * <p>So the next run finds one of these, and does this:
 *
 * <ul>
 *   <li>No record, or one that is {@code prepared}: whatever is staged is deleted; the folder is as the record says.
 *   <li>{@code placing}, and each of its files is either staged or in its place: steps 4 and 5 are done again. They can be
 *       repeated at will.
 *   <li>{@code placing}, and a file is in neither place, because somebody took it: the new set cannot be had any more. If
 *       the old set is whole still, it stays, and what was placed beside it is taken away; a file that both sets have is
 *       the old one's. Else, unless none was placed, neither is whole, and both are taken away.
 * </ul>
 *
 * <p>A record is replaced by writing a new file, forcing it, renaming it, and forcing its folder. A file counts as ours as
 * long as inode, size and time of change are those of the record; what somebody else put in its place is not deleted, but
 * replaced by an image of that name, as a fetch does. The inode's device is not compared: its number may change when a
 * machine starts again. No symbolic link below the node's folder is followed.
 *
 * <p>rename(2) of two names of one file does nothing and reports success: an image that was linked out of the store twice.
 * The staged name is deleted then.
 */
@NullMarked
package io.ingot.deploy.internal.prepare;

import org.jspecify.annotations.NullMarked;
