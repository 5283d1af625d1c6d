package io.signalbox.domain;

/// Why a command was refused. The names are part of the wire contract.
public enum Rejection {
  /// The aggregate that the command names does not exist.
  NOT_FOUND,
  /// The command belongs to a time that is over: another attempt, lease or session took its place.
  STALE,
  /// The aggregate is in a state in which the command makes no sense.
  CONFLICT,
  /// The sender is not the one that may say this.
  FORBIDDEN,
  /// The command contradicts itself or what it refers to.
  INVALID,
  /// This version does not know the command.
  UNSUPPORTED
}
