// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.InputStream;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Plans deployments, and prepares the images of a plan in a node's folder. Safe for concurrent use. */
@ProviderType
public interface DeploymentPlanner {
    /** The largest document that {@link #read} accepts, in bytes. It may contain a config drive. */
    int MAX_DOCUMENT_BYTES = 16 << 20;

    /**
     * Parses {@code instance_info} from JSON (RFC 8259), one object in UTF-8.
     *
     * @param json is not closed
     * @throws ImageException INVALID_METADATA if it is not such an object, is longer than {@link #MAX_DOCUMENT_BYTES},
     *     is nested too deeply, or contains a field twice; the message quotes no value. LOCAL_IO if it cannot be read
     */
    InstanceInfo read(InputStream json) throws ImageException;

    /**
     * Determines what a deployment needs, and everything that is missing or wrong. Queries the image services and reads
     * checksum files, but transfers no images. A failure of one image becomes a problem of the plan; the others are
     * queried nevertheless.
     *
     * @throws ImageException INVALID_CONFIGURATION if that of the planner is invalid; LOCAL_IO if the node's folder
     *     does not exist and cannot be created; UNAVAILABLE if the resolver or the engine is not running; or the code
     *     with which the call ended
     */
    DeploymentPlan plan(DeploymentRequest request, Call call) throws ImageException;

    /**
     * Prepares a plan: fetches all images in parallel, then moves each to its name in the node's folder. All images are
     * present and verified before the first gets its name; until then the folder is not changed. First completes or
     * undoes an interrupted preparation, and at the end removes images of an earlier one that this plan does not
     * contain. Does not fetch an image that the node's agent downloads itself ({@link DeploymentPlan#agentUrl}), and
     * adds a warning.
     *
     * @param folder the node's folder. It is created if its parent exists; only one preparation may use it at a time
     * @param listener called on a thread of the planner
     * @throws ImageException the {@linkplain DeploymentPlan#failure failure} of the plan; or that of the first image
     *     that failed, after which the others are cancelled; LOCAL_IO if the folder cannot be used, or another process
     *     uses it
     */
    PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException;

    /**
     * Removes the images that were prepared in a folder, according to its record, and the files of an interrupted
     * preparation. A file that has replaced a prepared one stays. A folder that does not exist causes a warning.
     *
     * @throws ImageException LOCAL_IO if the folder cannot be used, or another process uses it
     */
    CleanedNode clean(Path folder, Call call) throws ImageException;
}
