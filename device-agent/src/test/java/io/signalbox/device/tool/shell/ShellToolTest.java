package io.signalbox.device.tool.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShellToolTest {
  private static final JsonNode NONE = JsonMapper.shared().createObjectNode();

  @TempDir private Path folder;

  @Test
  void shouldTellOutputErrorsAndExitCode() throws Exception {
    var result = tool("echo out; echo err >&2; pwd >&2; exit 3").run(NONE);
    assertThat(result.get("exitCode").asInt()).isEqualTo(3);
    assertThat(result.get("stdout").asString()).isEqualTo("out\n");
    assertThat(result.get("stderr").asString()).isEqualTo("err\n" + folder.toRealPath() + "\n");
    assertThat(result.get("truncated").asBoolean()).isFalse();
  }

  @Test
  void shouldCutLongOutputSoThatItFitsIntoAFrame() throws Exception {
    var result = tool("head -c 1000000 /dev/zero; yes '\"é\"' | head -c 1000000 >&2").run(NONE);
    assertThat(result.get("truncated").asBoolean()).isTrue();
    assertThat(result.toString().getBytes(UTF_8).length).isBetween(32 * 1024, 60 * 1024);
    assertThat(result.get("stdout").asString()).doesNotContain("\0");
  }

  @Test
  void shouldNotWaitForWhatItLeavesBehind() throws Exception {
    var result = tool("sleep 20 & echo done").run(NONE);
    assertThat(result.get("stdout").asString()).isEqualTo("done\n");
  }

  @Test
  void shouldGiveNoInput() throws Exception {
    assertThat(tool("cat; echo end").run(NONE).get("stdout").asString()).isEqualTo("end\n");
  }

  @Test
  void shouldTellThatThereIsNoSuchProgram() {
    var tool =
        new ShellTool("x", List.of("no-such-program"), Map.of(), null, Duration.ofSeconds(9));
    assertThatThrownBy(() -> tool.run(NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void shouldEndTheWholeTreeWhenItIsInterrupted() throws Exception {
    // given, a grandchild, and a parent that does not want to go
    Path pids = folder.resolve("pids");
    var tool =
        tool("trap '' TERM; sleep 600 & echo $$ $! > pids.new; mv pids.new pids; wait; wait");
    var ended = new CompletableFuture<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                tool.run(NONE);
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    await().untilAsserted(() -> assertThat(pids).exists());

    // when
    thread.interrupt();

    // then
    assertThat(ended.join()).isInstanceOf(InterruptedException.class);
    for (String pid : Files.readString(pids).strip().split(" ", -1)) {
      assertThat(commandOf(Long.parseLong(pid))).isEmpty();
    }
  }

  // Of a process that runs; one that has ended, but was not collected yet, has none.
  private static String commandOf(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).orElse("");
  }

  private ShellTool tool(String script) {
    return new ShellTool(
        "x", List.of("sh", "-c", script), Map.of(), folder, Duration.ofSeconds(60));
  }
}
