// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.InputStream;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Says what a deployment needs, and puts it into a node's folder. Safe for concurrent use. */
@ProviderType
public interface DeploymentPlanner {
    /** The longest document that {@link #read} takes, in bytes: a config drive may be in it. */
    int MAX_DOCUMENT_BYTES = 16 << 20;

    /**
     * Reads {@code instance_info} as JSON (RFC 8259), one object in UTF-8.
     *
     * @param json left open
     * @throws ImageException INVALID_METADATA if it is no such object, longer than {@link #MAX_DOCUMENT_BYTES}, nested too
     *     deeply, or names a field twice; the message quotes no value. LOCAL_IO if it cannot be read
     */
    InstanceInfo read(InputStream json) throws ImageException;

    /**
     * Says what is needed, and everything that is missing or wrong. Asks the image services and reads checksum files; moves
     * no bytes of images. What is wrong with one image is among the plan's problems, and keeps nobody from asking for the
     * others.
     *
     * @throws ImageException INVALID_CONFIGURATION if the planner's own is wrong; LOCAL_IO if the node's folder neither exists nor
     *     can be made; UNAVAILABLE if the resolver or the engine is not running; or what ended the call
     */
    DeploymentPlan plan(DeploymentRequest request, Call call) throws ImageException;

    /**
     * Does a plan: all images, in parallel, then each under its name in the node's folder. All are there and verified before
     * the first gets its name; until then the folder stays as it was. What an interrupted run left is finished or undone
     * first, and what an earlier one placed and this plan does not have is taken away. An image that the node's agent downloads
     * by itself ({@link DeploymentPlan#agentUrl}) is not fetched: a warning says so.
     *
     * @param folder exists, or can be created in a folder that does; no two at once use it
     * @param listener on a thread of the planner's
     * @throws ImageException the plan's {@linkplain DeploymentPlan#failure failure}; what the first image failed with that
     *     did, the others are cancelled then; LOCAL_IO if the folder cannot be used, or somebody else is at work there
     */
    PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException;

    /**
     * Takes away what was prepared in a folder, by its record, and what an interrupted run left; nothing else. A file that
     * somebody put in the place of a prepared one stays.
     *
     * @throws ImageException LOCAL_IO if the folder cannot be used, or somebody else is at work there; a folder that is not there
     *     is one where nothing was prepared, of which a warning tells
     */
    CleanedNode clean(Path folder, Call call) throws ImageException;
}
