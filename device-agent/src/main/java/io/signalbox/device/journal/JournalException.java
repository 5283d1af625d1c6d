package io.signalbox.device.journal;

/// The journal cannot be read or written. A device without one can promise nothing, so it stops.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
