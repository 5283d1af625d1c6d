package io.signalbox.device.call;

import tools.jackson.databind.JsonNode;

/// What came of a call.
public sealed interface Outcome {

  /// The tool did it.
  ///
  /// @param result any JSON, be it null
  record Succeeded(JsonNode result) implements Outcome {}

  /// There is no result.
  ///
  /// @param message for people and models; at most 4000 characters are kept
  record Failed(FailureCode code, String message) implements Outcome {
    private static final int LONGEST = 4000;

    public Failed {
      message = message.isBlank() ? code.name() : message.replace('\0', '\uFFFD');
      message = message.length() <= LONGEST ? message : cut(message);
    }

    private static String cut(String message) {
      int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
      return message.substring(0, end);
    }
  }

  /// Whether it is a failure of that code.
  default boolean is(FailureCode code) {
    return this instanceof Failed failed && failed.code() == code;
  }
}
