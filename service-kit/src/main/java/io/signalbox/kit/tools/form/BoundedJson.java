package io.signalbox.kit.tools.form;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON of tools: numbers keep all their digits, and texts have an end.
public final class BoundedJson {
  /// The longest result of a tool, in bytes of UTF-8.
  public static final int LARGEST = 256 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private BoundedJson() {}

  /// @throws JacksonException when the text is no JSON
  public static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  /// The text of a value.
  ///
  /// @throws ToolFailure when it is longer than [#LARGEST]; no more than that is ever held
  public static String write(JsonNode node) {
    Bounded out = new Bounded();
    MAPPER.writeValue(out, node);
    return out.text();
  }

  /// A value may hold one part many times, so that its text is far longer than it is itself.
  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int value) {
      claim(1);
      bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      claim(length);
      bytes.write(source, offset, length);
    }

    private void claim(int length) {
      if (bytes.size() + length > LARGEST) {
        throw new ToolFailure(
            "RESULT_TOO_LARGE", "Expected a result of at most %d bytes".formatted(LARGEST));
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
