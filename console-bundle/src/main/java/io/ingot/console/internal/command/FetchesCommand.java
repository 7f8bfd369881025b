// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.Columns;
import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.output.ProgressText;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code fetches}, which lists the running fetches of this process. */
public final class FetchesCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionDeclarations.command(
                "fetches",
                "Lists the running fetches of this process, each with its progress, and their total progress.");
    }

    @Override
    public CommandResult run(ParsedArguments arguments, CommandContext context) throws ImageException {
        List<RunningFetch> fetches =
                context.fetcher().running().stream().map(RunningFetch::of).toList();
        Progress total =
                CombinedProgress.of(fetches.stream().map(RunningFetch::progress).toList());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fetches", fetches.stream().map(FetchesCommand::json).toList());
        json.put("total", numbers(total));
        return CommandResult.of(json, lines(fetches, total));
    }

    private static Map<String, Object> json(RunningFetch fetch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", fetch.reference());
        json.put("path", fetch.path());
        json.put("phase", fetch.progress().phase().name().toLowerCase(Locale.ROOT));
        fetch.progress().activity().ifPresent(activity -> json.put("activity", activity));
        json.putAll(numbers(fetch.progress()));
        json.put("retries", fetch.progress().retries());
        fetch.progress().attemptLimit().ifPresent(limit -> json.put("attemptLimit", limit));
        fetch.progress().lastFailure().ifPresent(failure -> json.put("lastFailure", failure));
        return json;
    }

    private static Map<String, Object> numbers(Progress progress) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bytes", progress.bytes());
        progress.total().ifPresent(size -> json.put("size", size));
        json.put("bytesPerSecond", progress.bytesPerSecond());
        progress.remaining().ifPresent(left -> json.put("secondsLeft", left.toSeconds()));
        json.put("segments", progress.segments());
        return json;
    }

    private static List<String> lines(List<RunningFetch> fetches, Progress total) {
        if (fetches.isEmpty()) {
            return List.of("nothing is being fetched");
        }
        Columns columns = new Columns();
        fetches.forEach(fetch -> columns.row(fetch.reference(), fetch.path(), ProgressText.of(fetch.progress())));
        List<String> lines = new ArrayList<>(columns.lines());
        lines.add("total of " + fetches.size() + ": " + ProgressText.numbers(total));
        return lines;
    }

    /** A fetch and its progress at one moment. */
    private record RunningFetch(String reference, String path, Progress progress) {
        static RunningFetch of(Fetch fetch) {
            return new RunningFetch(
                    fetch.reference().toString(), fetch.destination().toString(), fetch.progress());
        }
    }
}
