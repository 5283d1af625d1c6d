package io.signalbox.orchestrator.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The turns that messages make, the newest first; no message is read before its turn is asked for.
public final class Turns implements Iterator<Turn> {
  private final Iterator<Message> newestFirst;
  private final List<Message> answers = new ArrayList<>();
  private @Nullable Turn next;

  /// @param newestFirst what was said, but for the system's messages
  public Turns(Iterator<Message> newestFirst) {
    this.newestFirst = newestFirst;
  }

  @Override
  public boolean hasNext() {
    while (next == null && newestFirst.hasNext()) {
      Message message = newestFirst.next();
      if (message.role() == Message.Role.TOOL) {
        answers.addFirst(message);
      } else {
        next = Turn.of(message, answers);
      }
    }
    return next != null;
  }

  @Override
  public Turn next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("The conversation has no older turn");
    }
    Turn turn = next;
    next = null;
    return turn;
  }

  /// How many tokens each has.
  ///
  /// @param seen is told of each turn whose tokens are read
  PrimitiveIterator.OfLong tokens(Consumer<Turn> seen) {
    return new PrimitiveIterator.OfLong() {
      @Override
      public boolean hasNext() {
        return Turns.this.hasNext();
      }

      @Override
      public long nextLong() {
        Turn turn = Turns.this.next();
        seen.accept(turn);
        return turn.tokens();
      }
    };
  }

  /// Whether the turns so far hold every message that was read: no answer looks for an older
  /// question.
  public boolean isWhole() {
    return answers.isEmpty();
  }
}
