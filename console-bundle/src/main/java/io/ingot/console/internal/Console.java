// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.command.Command;
import io.ingot.console.internal.command.CommandContext;
import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.console.internal.output.Verbosity;
import io.ingot.console.internal.syntax.CommonOptions;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.store.ImageStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What the commands of a process and of a shell share: the services they use, and the end of those that run. Immediate,
 * since a shell gets and releases its commands each time.
 */
@Component(service = Console.class, immediate = true)
public final class Console {
    /** The service property of what the launcher does for a command: its name. */
    static final String LAUNCHER_COMMAND = "ingot.command";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DynamicService<ImageServices> services = new DynamicService<>("io.ingot.resolver");
    private final DynamicService<ImageFetcher> fetcher = new DynamicService<>("io.ingot.fetch");
    private final DynamicService<ImageStore> store = new DynamicService<>("io.ingot.fetch");
    private final DynamicService<DeploymentPlanner> planner = new DynamicService<>("io.ingot.deploy");
    private final Map<String, Callable<?>> launcher = new ConcurrentHashMap<>();
    private final RunningCommands running = new RunningCommands();
    private final ConsoleEnvironment about;
    private final Duration patience;

    /** Ready at once; services are waited for by the commands that use them. */
    @Activate
    public Console(BundleContext context) {
        this(ConsoleEnvironment.of(context), PATIENCE);
    }

    /** {@code patience} is how long a command waits for a service. */
    Console(ConsoleEnvironment about, Duration patience) {
        this.about = about;
        this.patience = patience;
    }

    @Reference(
            service = ImageServices.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindServices(ComponentServiceObjects<ImageServices> objects, Map<String, Object> properties) {
        services.put(id(properties), objects);
    }

    void unbindServices(ComponentServiceObjects<ImageServices> objects, Map<String, Object> properties) {
        services.remove(id(properties));
    }

    @Reference(
            service = ImageFetcher.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindFetcher(ComponentServiceObjects<ImageFetcher> objects, Map<String, Object> properties) {
        fetcher.put(id(properties), objects);
    }

    void unbindFetcher(ComponentServiceObjects<ImageFetcher> objects, Map<String, Object> properties) {
        fetcher.remove(id(properties));
    }

    @Reference(
            service = ImageStore.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindStore(ComponentServiceObjects<ImageStore> objects, Map<String, Object> properties) {
        store.put(id(properties), objects);
    }

    void unbindStore(ComponentServiceObjects<ImageStore> objects, Map<String, Object> properties) {
        store.remove(id(properties));
    }

    @Reference(
            service = DeploymentPlanner.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindPlanner(ComponentServiceObjects<DeploymentPlanner> objects, Map<String, Object> properties) {
        planner.put(id(properties), objects);
    }

    void unbindPlanner(ComponentServiceObjects<DeploymentPlanner> objects, Map<String, Object> properties) {
        planner.remove(id(properties));
    }

    @Reference(
            service = Callable.class,
            target = "(" + LAUNCHER_COMMAND + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindLauncher(Callable<?> work, Map<String, Object> properties) {
        launcher.put(String.valueOf(properties.get(LAUNCHER_COMMAND)), work);
    }

    void unbindLauncher(Callable<?> work, Map<String, Object> properties) {
        launcher.remove(String.valueOf(properties.get(LAUNCHER_COMMAND)), work);
    }

    /** Ends what runs, and gives it time to say so. */
    @Deactivate
    void deactivate() {
        running.stop(PATIENCE);
    }

    /** Cancels the commands that were typed into the shell of this process and have not ended; whether there are any. */
    boolean interrupt() {
        return running.interrupt();
    }

    ConsoleEnvironment about() {
        return about;
    }

    /** Does something in a command's workplace, which stands until its outcome is printed. */
    int inWorkplace(Command command, CommonOptions options, CommandUser caller, ToIntFunction<CommandContext> work) {
        Call call = command.endsWithConsole()
                ? running.begin(options.timeout(), caller.interruptible())
                : running.apart(options.timeout());
        try {
            return work.applyAsInt(new Place(call, caller, options));
        } finally {
            running.end(call);
        }
    }

    private static long id(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : -1;
    }

    private final class Place implements CommandContext {
        private final Call call;
        private final CommandUser caller;
        private final CommonOptions options;

        Place(Call call, CommandUser caller, CommonOptions options) {
            this.call = call;
            this.caller = caller;
            this.options = options;
        }

        @Override
        public Call call() {
            return call;
        }

        @Override
        public Path folder() {
            return caller.folder();
        }

        @Override
        public Optional<InputStream> input() {
            return caller.input();
        }

        @Override
        public Optional<String> user() {
            return caller.user();
        }

        @Override
        public ImageServices services() throws ImageException {
            return services.await(patience, call);
        }

        @Override
        public ImageFetcher fetcher() throws ImageException {
            return fetcher.await(patience, call);
        }

        @Override
        public ImageStore store() throws ImageException {
            return store.await(patience, call);
        }

        @Override
        public DeploymentPlanner planner() throws ImageException {
            return planner.await(patience, call);
        }

        @Override
        public Callable<?> launcher(String command) throws ImageException {
            Callable<?> work = launcher.get(command);
            if (work == null) {
                throw new ImageException(
                        ErrorCode.INTERNAL, command + " is a command of Ingot's own launcher, which does not run here");
            }
            return work;
        }

        @Override
        public boolean verbose() {
            return options.verbosity() == Verbosity.VERBOSE;
        }

        @Override
        public ProgressDisplay progress() {
            return ProgressDisplay.of(caller.terminal(), options.verbosity());
        }
    }
}
