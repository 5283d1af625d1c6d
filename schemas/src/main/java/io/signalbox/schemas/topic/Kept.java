package io.signalbox.schemas.topic;

/// Why a topic keeps its records, and so for how long. How long each is in an installation is
/// configured once, for all topics of the class.
public enum Kept {
  /// Commands, requests and results: long enough to look into what went wrong.
  WORK,
  /// Facts: as long as history can be replayed and views be built from it again.
  HISTORY,
  /// Words to one process that waits for them.
  ANSWERS,
  /// What is never removed by age.
  FOR_EVER
}
