package io.signalbox.device.tool.shell;

import io.signalbox.device.tool.BoundedText;
import io.signalbox.device.tool.StillRunningException;
import io.signalbox.device.tool.Tool;
import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs one command. Its result is `{exitCode, stdout, stderr, truncated}`, whatever the exit code:
/// what it means is for the model to judge.
public final class ShellTool implements Tool {

  /// Variables that no command gets to see.
  public static final List<String> SECRETS = List.of("SIGNALBOX_API_KEY");

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int KEPT_BYTES = 64 * 1024;
  private static final int STDERR_BYTES = 16 * 1024;
  private static final int FRAME_OF_RESULT = 128;
  private static final long LEFT_BEHIND_MILLIS = 1000;

  private final String name;
  private final ArgvTemplate template;
  private final @Nullable Path directory;
  private final Duration limit;

  /// @param run the command line; `{name}` is a place for an argument
  /// @param patterns what arguments must match, by name
  /// @param directory where it runs; null = where the agent runs
  /// @throws IllegalArgumentException when the command line cannot be used
  public ShellTool(
      String name,
      List<String> run,
      Map<String, Pattern> patterns,
      @Nullable Path directory,
      Duration limit) {
    this.name = name;
    this.template = new ArgvTemplate(run, patterns);
    this.directory = directory;
    this.limit = limit;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration limit() {
    return limit;
  }

  @Override
  public JsonNode run(JsonNode args) throws ToolFailure, IOException, InterruptedException {
    Process process = start(template.fill(args));
    try (var out = process.getInputStream();
        var err = process.getErrorStream()) {
      return await(process, new Output(out, KEPT_BYTES), new Output(err, KEPT_BYTES));
    }
  }

  private JsonNode await(Process process, Output stdout, Output stderr)
      throws StillRunningException, InterruptedException {
    try {
      int exitCode = process.waitFor();
      stdout.await(LEFT_BEHIND_MILLIS);
      stderr.await(LEFT_BEHIND_MILLIS);
      return result(exitCode, stdout, stderr);
    } catch (InterruptedException e) {
      endAll(process);
      throw e;
    }
  }

  private Process start(List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    SECRETS.forEach(builder.environment()::remove);
    Process process = builder.start();
    process.getOutputStream().close(); // it reads nothing from us
    return process;
  }

  private void endAll(Process process) throws StillRunningException, InterruptedException {
    if (!new ProcessTree(process.toHandle()).end()) {
      throw new StillRunningException(
          "The command %s could not be ended; its process %d still runs"
              .formatted(name, process.pid()));
    }
  }

  private static JsonNode result(int exitCode, Output stdout, Output stderr) {
    BoundedText err = BoundedText.of(stderr.text(), STDERR_BYTES);
    int room = BoundedText.RESULT_BYTES - FRAME_OF_RESULT - err.jsonBytes();
    BoundedText out = BoundedText.of(stdout.text(), room);
    return JSON.createObjectNode()
        .put("exitCode", exitCode)
        .put("stdout", out.text())
        .put("stderr", err.text())
        .put("truncated", out.cut() || err.cut() || stdout.isCut() || stderr.isCut());
  }
}
