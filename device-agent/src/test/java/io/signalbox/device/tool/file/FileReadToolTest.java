package io.signalbox.device.tool.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.device.tool.ToolFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileReadToolTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LARGEST = 500_000;

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void makeFiles() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createDirectories(folder.resolve("root-2"));
    Files.writeString(folder.resolve("root-2/secret"), "secret");
    Files.createDirectories(root.resolve("sub"));
    Files.writeString(root.resolve("sub/note"), "héllo");
    Files.createSymbolicLink(root.resolve("inside"), Path.of("sub/note"));
    Files.createSymbolicLink(root.resolve("outside"), folder.resolve("secret"));
    Files.createSymbolicLink(root.resolve("up"), folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub/note", "./sub/../sub/note", "inside", "sub/../inside"})
  void shouldReadWhatIsInside(String path) throws Exception {
    assertThat(read(path, 0)).hasToString(expected(path));
  }

  private static String expected(String path) {
    return "{\"path\":\"%s\",\"size\":6,\"offset\":0,\"text\":\"héllo\"}".formatted(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "sub/../../secret",
        "../root-2/secret",
        "/etc/passwd",
        "outside",
        "up/secret",
        "up/root/sub/note/..",
        "../nothing",
        "nothing",
        "sub",
        ".",
        "a\0b"
      })
  void shouldRefuseEverythingElse(String path) {
    assertThatThrownBy(() -> read(path, 0))
        .isInstanceOf(ToolFailure.class)
        .hasMessageStartingWith("Expected args.path to be")
        .hasMessageNotContaining("secret\n");
  }

  @Test
  void shouldSayTheSameOfWhatIsOutsideWhetherItIsThereOrNot() {
    assertThatThrownBy(() -> read("../secret", 0))
        .hasMessage(
            "Expected args.path to be a path inside the tool's folder, but it is \"../secret\"");
    assertThatThrownBy(() -> read("../absent", 0))
        .hasMessage(
            "Expected args.path to be a path inside the tool's folder, but it is \"../absent\"");
  }

  @Test
  void shouldReadALongTextInParts() throws Exception {
    String text = "\"é\n€\"".repeat(20_000);
    Files.writeString(root.resolve("long"), text);
    StringBuilder read = new StringBuilder();
    long offset = 0;
    for (JsonNode part = read("long", 0); part != null; ) {
      assertThat(part.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(60 * 1024);
      read.append(part.get("text").asString());
      offset = part.path("next").asLong(-1);
      part = offset < 0 ? null : read("long", offset);
    }
    assertThat(read).hasToString(text);
  }

  @Test
  void shouldReadBytesInParts() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(7).nextBytes(bytes);
    Files.write(root.resolve("bytes"), bytes);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (JsonNode part = read("bytes", 0); part != null; ) {
      assertThat(part.toString().length()).isLessThan(60 * 1024);
      read.write(Base64.getDecoder().decode(part.get("base64").asString()));
      part = part.has("next") ? read("bytes", part.get("next").asLong()) : null;
    }
    assertThat(read.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void shouldReadNothingBehindTheEndAndRefuseWhatIsTooLarge() throws Exception {
    Files.write(root.resolve("large"), new byte[LARGEST + 1]);
    Files.write(root.resolve("half"), new byte[] {'a', (byte) 0xC3});
    assertThat(read("sub/note", 99).get("text").asString()).isEmpty();
    assertThat(read("half", 0).has("base64")).isTrue();
    assertThatThrownBy(() -> read("large", 0)).hasMessageContaining("at most 500000 bytes");
    assertThatThrownBy(() -> read("sub/note", -1)).hasMessageContaining("args.offset");
  }

  private JsonNode read(String path, long offset) throws Exception {
    return new FileReadTool("read", root, LARGEST)
        .run(JSON.createObjectNode().put("path", path).put("offset", offset));
  }
}
