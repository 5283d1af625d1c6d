package io.signalbox.device.tool.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.device.tool.Arguments;
import io.signalbox.device.tool.BoundedText;
import io.signalbox.device.tool.Tool;
import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a part of a file below a folder. Its result is `{path, size, offset, next, text}`, with
/// `base64` in place of `text` where the bytes are not UTF-8; `next` is the offset of what follows,
/// and absent at the end.
public final class FileReadTool implements Tool {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_PATH = 1024;
  private static final int TEXT_BYTES = BoundedText.RESULT_BYTES - 8 * LONGEST_PATH;
  private static final int BASE64_BYTES = TEXT_BYTES / 4 * 3;

  private final String name;
  private final ConfinedRoot root;
  private final long largest;
  private final int part;

  /// @param root the folder
  /// @param largest how large a file may be, in bytes; a larger one is refused
  /// @throws IOException when there is no such folder
  public FileReadTool(String name, Path root, long largest) throws IOException {
    this.name = name;
    this.root = new ConfinedRoot(root);
    this.largest = largest;
    this.part = (int) Math.min(largest, TEXT_BYTES);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public JsonNode run(JsonNode args) throws ToolFailure, IOException {
    Arguments arguments = Arguments.of(args);
    String path = arguments.text("path", LONGEST_PATH);
    long offset = arguments.number("offset", 0, Long.MAX_VALUE, 0);
    arguments.done();
    Path file = root.resolve(path);
    // The last element cannot have become a link meanwhile.
    try (var channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      return read(channel, path, offset);
    }
  }

  private JsonNode read(SeekableByteChannel channel, String path, long offset)
      throws ToolFailure, IOException {
    long size = channel.size();
    if (size > largest) {
      throw Arguments.wrong(
          "args.path",
          "a file of at most %d bytes".formatted(largest),
          JSON.createObjectNode().put("size", size));
    }
    ByteBuffer bytes = ByteBuffer.allocate(part);
    channel.position(Math.min(offset, size));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // A read may give less than there is room for.
    }
    ObjectNode result = JSON.createObjectNode().put("path", path).put("size", size);
    bytes.flip();
    boolean more = channel.position() < size;
    long next = offset + put(result.put("offset", offset), bytes, more);
    return next < size ? result.put("next", next) : result;
  }

  /// @return how many of the bytes are in the result
  private static int put(ObjectNode result, ByteBuffer bytes, boolean more) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    ByteBuffer rest = bytes.duplicate();
    // A character that the end of the part has cut is left for the next part.
    boolean valid = !UTF_8.newDecoder().decode(rest, text, false).isError();
    String whole = text.flip().toString();
    if (valid && (more || !rest.hasRemaining()) && whole.indexOf('\0') < 0) {
      String fitting = BoundedText.of(whole, TEXT_BYTES).text();
      result.put("text", fitting);
      return fitting.getBytes(UTF_8).length;
    }
    byte[] part = new byte[Math.min(bytes.remaining(), BASE64_BYTES)];
    bytes.get(part);
    result.put("base64", Base64.getEncoder().encodeToString(part));
    return part.length;
  }
}
