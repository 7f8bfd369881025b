// SPDX-License-Identifier: Apache-2.0
/**
 * Prepares and cleans nodes' folders, so that a crash at any moment leaves a folder that the next run can complete or undo.
 *
 * <pre>
 * NODE/image, NODE/kernel, …        the images under the names of their roles
 * NODE/.ingot/                      accessible to its owner only
 *     lock                          locked by the process that works in the folder
 *     record.json                   the files that are in the folder, and those that are being placed
 *     record.json.new               a record that is being written
 *     staged/image, staged/kernel…  images that are not in place yet, and the engine's files next to them
 * </pre>
 *
 * <p>A run takes these steps, under the lock:
 *
 * <ol>
 *   <li>Complete or undo an interrupted run, see below.
 *   <li>Fetch all images into {@code staged}. The record still lists the old files.
 *   <li>Force the staged files and their folder to disk. Then replace the record: its state becomes {@code placing}, and it
 *       lists both the old files and the new ones. This replacement commits the run: before it the old set counts, after
 *       it the new one.
 *   <li>Rename each staged file to its place, and force the folder. Delete files of the old set that are not in the new one.
 *   <li>Replace the record: its state becomes {@code prepared}, and it lists the new files only. Delete {@code staged}.
 * </ol>
 *
 * <p>A run that fails before the commit deletes the staged files. If there is no record then, nothing was prepared here
 * before: the run deletes the lock and {@code .ingot} as well, and the node's folder if it created that.
 *
 * <p>The next run therefore finds one of these states:
 *
 * <ul>
 *   <li>No record, or one that is {@code prepared}. It deletes the staged files; the folder is as the record says.
 *   <li>{@code placing}, and each new file is either staged or in place. It repeats steps 4 and 5, which are idempotent.
 *   <li>{@code placing}, and a new file is neither staged nor in place, because another program removed it. The new set is
 *       lost. If the old set is complete, it stays, and the new files are removed; a file in both sets counts as old. If no
 *       new file was placed, the folder stays as it is. Otherwise neither set is complete, and both are removed.
 * </ul>
 *
 * <p>To replace a record, a run writes a new file, forces it, renames it, and forces its folder. A file is one that Ingot
 * placed as long as its inode, size and modification time are those of the record. A file that another program put in its
 * place is not deleted, but an image of that name replaces it, as a fetch does. The device of the inode is not compared: its
 * number may change when the machine restarts. No symbolic link below the node's folder is followed.
 *
 * <p>rename(2) between two names of one file does nothing and reports success. This happens for an image that was linked out
 * of the store twice; the staged name is deleted then.
 */
@NullMarked
package io.ingot.deploy.internal.prepare;

import org.jspecify.annotations.NullMarked;
