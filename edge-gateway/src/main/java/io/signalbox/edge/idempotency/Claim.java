package io.signalbox.edge.idempotency;

import java.util.UUID;

/// What a request finds that comes with a key.
sealed interface Claim {

  /// It is the one to be executed.
  ///
  /// @param token id of what it creates
  /// @param holder names this try
  record Mine(Wish wish, UUID token, UUID holder) implements Claim {}

  /// An earlier try has been answered.
  record Answered(StoredAnswer answer) implements Claim {}

  /// Another try is under way.
  record Busy() implements Claim {}

  /// The key was used for another body.
  record Reused() implements Claim {}
}
