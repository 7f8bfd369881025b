// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.SchemeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in a real Gogo session. */
class GogoCommandsTest {
    private static final String REF = "http://mirror/a.qcow2";

    private final Ingot ingot = Ingot.withServices();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, err);

    @BeforeEach
    void startShell() {
        threadIo.start();
        GogoCommands commands = new GogoCommands(ingot.console);
        for (String function : List.of("schemes", "validate", "show", "fetch", "fetches", "plan", "prepare", "store")) {
            processor.addCommand(GogoCommands.SCOPE, commands, function);
        }
    }

    @AfterEach
    void stopShell() {
        session.close();
        processor.stop();
        threadIo.stop();
    }

    @Test
    void printToTheSession() throws Exception {
        ingot.services.schemes = List.of(new SchemeInfo("http", "io.ingot.http", "1.0.0"));

        session.execute("ingot:schemes");

        assertThat(printed(out)).isEqualTo("http  io.ingot.http 1.0.0\n");
        assertThat(printed(err)).isEmpty();
    }

    @Test
    void printJson() throws Exception {
        session.execute("ingot:schemes --json");

        assertThat(JSON.std.mapFrom(printed(out))).containsOnlyKeys("schemes", "absent");
    }

    @Test
    void printIntoAPipe(@TempDir Path folder) throws Exception {
        session.currentDir(folder);

        session.execute("ingot:schemes --json > schemes.json");

        assertThat(printed(out)).isEmpty();
        assertThat(Files.readString(folder.resolve("schemes.json"))).startsWith("{\"schemes\"");
    }

    @Test
    void takeAQuotedReferenceUnchanged() throws Exception {
        ingot.services.answer(ImageInfo.builder().build());

        session.execute("ingot:show 'http://mirror/a?x=1&y=2#z'");

        assertThat(ingot.services.requests.get(0).reference().exact()).isEqualTo("http://mirror/a?x=1&y=2#z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "1.50", "true", "null", "1e3"})
    void takeAnArgumentAsItWasTyped(String word, @TempDir Path folder) throws Exception {
        session.currentDir(folder);
        ingot.fetcher.succeed(facts -> facts);

        session.execute("ingot:fetch " + REF + " " + word);

        assertThat(ingot.fetcher.requests.get(0).destination()).isEqualTo(folder.resolve(word));
    }

    @Test
    void threadNameContainsNoArguments() throws Exception {
        List<String> names = new ArrayList<>();
        ingot.fetcher.succeed(facts -> {
            names.add(Thread.currentThread().getName());
            return facts;
        });

        session.execute("ingot:fetch 'http://user:secret@mirror/a' /tmp/a");

        assertThat(names).containsExactly("ingot:fetch");
    }

    @Test
    void printAFailureAsOneLineAndThrowNothing() throws Exception {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image there"));

        Object result = session.execute("ingot:fetch " + REF + " /tmp/a");

        assertThat(result).isNull();
        assertThat(printed(out)).isEmpty();
        assertThat(printed(err)).isEqualTo("ingot: no image there\n");
    }

    @Test
    void failureSetsTheStatusOfThePipe() throws Exception {
        session.execute("ingot:validate " + REF + " || ingot:schemes");
        assertThat(printed(out)).contains("no scheme can be resolved");

        out.reset();
        session.execute("ingot:validate " + REF + " && ingot:schemes");
        assertThat(printed(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--home /srv", "--config a/b=c", "--version", "run", "--no-store"})
    void refuseOptionsOfTheProcess(String more) throws Exception {
        session.execute("ingot:schemes " + more);

        assertThat(printed(out)).isEmpty();
        assertThat(printed(err))
                .matches("(?s)ingot: (unknown option|too many arguments: ).*")
                .endsWith("; see ingot:schemes --help\n");
    }

    @Test
    void storeHasSubcommands() throws Exception {
        session.execute("ingot:store list");
        assertThat(printed(out)).isEqualTo("the store /srv/ingot/store is empty\n");

        session.execute("ingot:store");
        session.execute("ingot:store lst");
        assertThat(printed(err))
                .contains("ingot: no command is named; see ingot:store --help\n")
                .endsWith("ingot: unknown command lst; did you mean list?; see ingot:store --help\n");
    }

    @Test
    void fetchesAreListed() throws Exception {
        session.execute("ingot:fetches");

        assertThat(printed(out)).isEqualTo("nothing is being fetched\n");
    }

    @Test
    void typedInputBelongsToTheShellAndPipedInputToTheCommand(@TempDir Path folder) throws Exception {
        session.currentDir(folder);
        Files.writeString(folder.resolve("node.json"), "{\"image_source\": \"" + REF + "\"}");

        session.execute("ingot:plan -");
        assertThat(printed(err)).startsWith("ingot: INSTANCE_INFO cannot be typed here: ");
        assertThat(ingot.planner.planned).isEmpty();

        session.execute("ingot:plan node.json");
        session.execute("ingot:plan - < node.json");
        assertThat(ingot.planner.planned)
                .extracting(request -> request.instanceInfo().value("image_source"))
                .containsOnly(Optional.of(REF))
                .hasSize(2);
    }

    @Test
    void aNodeIsPreparedAndCleaned(@TempDir Path folder) throws Exception {
        session.currentDir(folder);
        Files.writeString(folder.resolve("node.json"), "{\"image_source\": \"" + REF + "\"}");
        session.put("USER", "karaf");

        session.execute("ingot:prepare node.json node");
        session.execute("ingot:prepare --clean node");

        assertThat(ingot.planner.prepared).containsExactly(folder.resolve("node"));
        assertThat(ingot.planner.cleaned).containsExactly(folder.resolve("node"));
        assertThat(ingot.planner.fetched().get(0).options().requester()).contains("karaf");
    }

    @Test
    void theLoginIsTheRequester() throws Exception {
        ingot.fetcher.succeed(facts -> facts);
        session.put("USER", "karaf");

        session.execute("ingot:fetch " + REF + " /tmp/a");

        assertThat(ingot.fetcher.requests.get(0).options().requester()).contains("karaf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "forged\n2026-01-31 INFO", "?"})
    void anInvalidLoginIsReplacedByTheUserOfTheProcess(String login) throws Exception {
        ingot.fetcher.succeed(facts -> facts);
        session.put("USER", login);

        session.execute("ingot:fetch " + REF + " /tmp/a");

        assertThat(ingot.fetcher.requests.get(0).options().requester()).contains(System.getProperty("user.name"));
    }

    @Test
    void helpExplainsQuoting() throws Exception {
        session.execute("ingot:fetch --help");

        assertThat(printed(out))
                .contains("Usage: ingot:fetch [OPTIONS] REF DEST")
                .contains("Quote references", "ingot:fetch 'https://host/image?a=1&b=2' DEST")
                .doesNotContain("--home", "--config", "--version");
        session.execute("ingot:validate --help");
        assertThat(printed(out)).contains("ingot:validate 'https://host/image?a=1&b=2'");
        session.execute("ingot:plan --help");
        assertThat(printed(out)).doesNotContain("Write ingot:plan");
        session.execute("ingot:prepare --help");
        assertThat(printed(out)).contains("Usage: ingot:prepare [OPTIONS] INSTANCE_INFO NODE_DIR");
        session.execute("ingot:store why --help");
        assertThat(printed(out)).contains("ingot:store why 'https://host/image?a=1&b=2'");
    }

    @Test
    void anInterruptedFetchIsCancelled() throws Exception {
        Thread shell =
                new Thread(() -> run(commands -> commands.fetch(session, new String[] {REF, "/tmp/a", "--json"})));
        shell.start();
        ingot.fetcher.started.await();

        shell.interrupt();
        shell.join();

        assertThat(new Ended(130, printed(out), "").error())
                .containsEntry("code", "CANCELLED")
                .containsEntry("message", "interrupted");
    }

    @Test
    void anInterruptedQueryIsCancelled() throws Exception {
        ingot.services.answer((request, call) -> {
            await().until(call::isEnded);
            call.check();
            return ImageInfo.builder().build();
        });
        Thread shell = new Thread(() -> run(commands -> commands.show(session, new String[] {REF})));
        shell.start();
        await().until(() -> !ingot.services.requests.isEmpty());

        shell.interrupt();
        shell.join();

        assertThat(printed(out)).isEqualTo("ingot: interrupted\n");
    }

    private void run(Typed line) {
        try {
            line.into(new GogoCommands(ingot.console));
        } catch (CommandException e) {
            throw new AssertionError("thrown outside Karaf", e);
        }
    }

    private interface Typed {
        void into(GogoCommands commands) throws CommandException;
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
