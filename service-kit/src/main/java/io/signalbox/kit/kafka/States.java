package io.signalbox.kit.kafka;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Where the states of one kind of aggregate are kept, within the transaction that decides.
public interface States<S> {

  /// The state of an aggregate; null = it has none.
  @Nullable Versioned<S> get(String id);

  /// Keeps the state after one decision.
  ///
  /// @param after what [#get] returned, or the initial state, and what was made of it
  void put(String id, Versioned<S> after);

  /// Forgets an aggregate.
  void remove(String id);

  /// States that are kept whole, one value each.
  static <S> States<S> in(KeyValueStore<String, Versioned<S>> store) {
    return new States<>() {
      @Override
      public @Nullable Versioned<S> get(String id) {
        return store.get(id);
      }

      @Override
      public void put(String id, Versioned<S> after) {
        store.put(id, after);
      }

      @Override
      public void remove(String id) {
        store.delete(id);
      }
    };
  }
}
