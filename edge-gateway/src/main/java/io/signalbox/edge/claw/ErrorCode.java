package io.signalbox.edge.claw;

/// What can be wrong with a request. The names are part of the wire contract.
public enum ErrorCode {
  NOT_LINKED,
  NOT_PAIRED,
  AGENT_TIMEOUT,
  INVALID_REQUEST,
  UNAVAILABLE
}
