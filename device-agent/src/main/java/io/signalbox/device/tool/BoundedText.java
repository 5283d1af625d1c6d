package io.signalbox.device.tool;

/// Text from outside, cut so that it fits into a frame.
///
/// @param text nothing but characters that JSON, logs and databases can hold
/// @param cut whether something is missing at its end
public record BoundedText(String text, boolean cut) {

  /// How much JSON a result may hold: a frame of the edge has 64 KiB, and carries ids, too.
  public static final int RESULT_BYTES = 60 * 1024;

  private static final int NUL_SHOWN = 3;

  /// As much of the text as fits.
  ///
  /// @param bytes how long it may be as a JSON string in UTF-8, without the quotes
  public static BoundedText of(String text, int bytes) {
    int room = bytes;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      room -= jsonBytes(character);
      if (room < 0) {
        break;
      }
      end += Character.charCount(character);
    }
    return new BoundedText(text.substring(0, end).replace('\0', '\uFFFD'), end < text.length());
  }

  /// How long it is as a JSON string in UTF-8, without the quotes.
  public int jsonBytes() {
    return text.codePoints().map(BoundedText::jsonBytes).sum();
  }

  private static int jsonBytes(int character) {
    if (character == 0) {
      return NUL_SHOWN;
    }
    if (character < 0x20) {
      return 6;
    }
    if (character == '"' || character == '\\') {
      return 2;
    }
    if (character < 0x80) {
      return 1;
    }
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
