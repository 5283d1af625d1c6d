package io.signalbox.orchestrator.run.kafka;

import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.serde.Encoded;
import io.signalbox.schemas.serde.EncodedTape;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/// The newest of the turns that are over, weighed and encoded, as many as a window can show.
final class PastTurns {
  private final int window;
  private final EncodedTape<Message> encoded = new EncodedTape<>(Message.class);

  /// Of each turn, in a ring; as long as a power of two.
  private long[] tokens = new long[8];

  private int first;
  private long sum;
  private boolean whole = true;

  /// @param window how many tokens a window can have
  PastTurns(int window) {
    this.window = window;
  }

  int size() {
    return encoded.size();
  }

  /// Whether these are all turns that there have been.
  boolean isWhole() {
    return whole;
  }

  /// There have been older turns than these.
  void cut() {
    whole = false;
  }

  /// About how much memory they take.
  long bytes() {
    return encoded.capacity() + 8L * tokens.length;
  }

  /// Adds the next turn; those that no window reaches any more are forgotten.
  void add(Encoded<Message> turn, long weight) {
    if (size() == tokens.length) {
      grow();
    }
    tokens[at(size())] = weight;
    encoded.add(turn);
    sum += weight;
    while (size() > 1 && sum - tokens[first] >= window) {
      sum -= tokens[first];
      first = at(1);
      encoded.removeFirst();
      whole = false;
    }
  }

  /// The newest turns, as one.
  Encoded<Message> newest(int turns) {
    return encoded.newest(turns);
  }

  /// How many tokens each turn has, the newest first.
  PrimitiveIterator.OfLong tokens() {
    return new PrimitiveIterator.OfLong() {
      private int left = size();

      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public long nextLong() {
        if (left == 0) {
          throw new NoSuchElementException("The conversation has no older turn");
        }
        return tokens[at(--left)];
      }
    };
  }

  private int at(int turn) {
    return (first + turn) & (tokens.length - 1);
  }

  private void grow() {
    long[] longer = Arrays.copyOf(tokens, 2 * tokens.length);
    for (int i = 0; i < size(); i++) {
      longer[i] = tokens[at(i)];
    }
    tokens = longer;
    first = 0;
  }
}
