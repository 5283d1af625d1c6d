package io.signalbox.kit.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.Digests;
import java.io.IOException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/// JSON in the one form of RFC 8785: keys sorted at every depth, no white space, numbers as
/// ECMAScript prints them. Two texts with the same meaning are the same here.
public final class CanonicalJson {
  private CanonicalJson() {}

  /// The canonical text of a JSON object or array.
  ///
  /// @throws IllegalArgumentException when it is neither
  public static String of(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedString();
    } catch (IOException e) {
      throw new IllegalArgumentException("Expected a JSON object or array: " + e.getMessage(), e);
    }
  }

  /// SHA-256 of the canonical text, lower-case hex.
  public static String sha256(String canonical) {
    return HexFormat.of().formatHex(Digests.sha256(canonical.getBytes(UTF_8)));
  }
}
