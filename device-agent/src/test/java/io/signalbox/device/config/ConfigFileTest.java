package io.signalbox.device.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.signalbox.device.tool.SystemStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir private Path folder;

  @Test
  void shouldOfferNothingHarmfulByDefault() {
    var config = ConfigFile.empty();
    assertThat(config.tools())
        .containsExactly(new ToolSpec.Echo("echo"), new ToolSpec.Status("system.status"));
    assertThat(config.limits()).isEqualTo(new Limits(4, 64, 10));
    assertThat(config.edge()).isEqualTo("http://127.0.0.1:18789");
    assertThat(config.key()).isNull();
  }

  @Test
  void shouldReadAllThatThereIs() {
    // when
    var config =
        ConfigFile.parse(
            """
            {"edge": "https://edge.example", "key": "k", "name": "n",
             "limits": {"concurrency": 2, "queue": 0, "graceSeconds": 1},
             "tools": [
               {"kind": "echo", "name": "say"},
               {"kind": "shell", "name": "find", "run": ["grep", "--", "{what}"],
                "parameters": {"what": "[a-z]+"}, "directory": "/tmp", "timeoutSeconds": 5},
               {"kind": "http", "name": "get", "origins": ["https://example.com"]},
               {"kind": "file.read", "name": "notes", "root": "%s"},
               {"kind": "system.status"}]}\
            """
                .formatted(folder));

    // then
    try (var tools = new ToolBox(config.tools(), new SystemStatus(folder))) {
      assertThat(tools.names()).containsExactly("say", "find", "get", "notes", "system.status");
      assertThat(tools.find("find").orElseThrow().limit()).hasSeconds(5);
      assertThat(tools.find("get").orElseThrow().limit()).hasSeconds(30);
      assertThat(tools.find("nothing")).isEmpty();
    }
    assertThat(config.limits()).isEqualTo(new Limits(2, 0, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"tools": [{"kind": "shell", "run": ["x"]}]} | tools[0] | name
          {"tools": [{"kind": "shell", "name": "a"}]} | tools[0] | run
          {"tools": [{"kind": "shell", "name": "a", "run": []}]} | tools[0] | run
          {"tools": [{"kind": "echo"}, {"kind": "bash"}]} | tools[1] | bash
          {"tools": [{"kind": "echo"}, {"kind": "echo"}]} | tools | echo
          {"tools": [{"kind": "shell", "name": "a", "run": ["x"], "parameters": {"n": "("}}]} | tools[0].parameters | (
          {"limits": {"concurrency": 0}} | limits | concurrency
          {"limits": {"queue": "many"}} | limits.queue | many
          {"tool": []} | tool | tool
          {"edge": 5, "edge": 6} | edge | edge
          """)
  void shouldTellPlaceAndExpectation(String json, String place, String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigFile.parse(json))
        .withMessageContaining(place)
        .withMessageContaining(word);
  }

  @Test
  void shouldTellWhichToolCannotBeMade() {
    var missing = new ToolSpec.FileRead("notes", folder.resolve("absent").toString(), 1L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ToolBox(List.of(missing), new SystemStatus(folder)))
        .withMessageContaining("tool notes")
        .withMessageContaining("absent");
  }
}
