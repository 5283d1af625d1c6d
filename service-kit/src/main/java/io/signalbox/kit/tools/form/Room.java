package io.signalbox.kit.tools.form;

/// How much text the execution of one tool may still make: many texts with the same long argument
/// in them are more than their definition and the arguments together.
public final class Room {
  private long left;

  /// @param characters how many there may be
  public Room(long characters) {
    this.left = characters;
  }

  /// Takes the room for a text.
  ///
  /// @return the text
  /// @throws ToolFailure when there is no room for it any more
  public String claim(String text) {
    left -= text.length();
    if (left < 0) {
      throw new ToolFailure("RESULT_TOO_LARGE", "The texts that this tool makes are too long");
    }
    return text;
  }
}
