package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.kit.kafka.States;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Call;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Where runs are kept: the state, which every event changes, by itself, and each message and the
/// configuration once. So an event costs as much late in a run as early.
final class RunStates implements States<RunFile> {
  /// Run id → state.
  static final String RUNS = "runs";

  /// Run id, index → message.
  static final String MESSAGES = "run-messages";

  /// Run id → configuration of its agent.
  static final String CONFIGS = "run-configs";

  private static final int MOST_RECENT = 500;

  private final KeyValueStore<String, Versioned<StoredRun>> runs;
  private final KeyValueStore<String, Message> messages;
  private final KeyValueStore<String, String> configs;

  /// The states that were needed last, as objects: most commands come to a run that had one just
  /// now. A task that begins again, for whatever reason, begins with none.
  private final Map<String, Versioned<StoredRun>> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Versioned<StoredRun>> eldest) {
          return size() > MOST_RECENT;
        }
      };

  private final Dialogues dialogues;

  /// Stands for this task, as it is now, towards the others.
  private final Object self = new Object();

  RunStates(ProcessorContext<?, ?> context, Dialogues dialogues) {
    this.runs = context.getStateStore(RUNS);
    this.messages = context.getStateStore(MESSAGES);
    this.configs = context.getStateStore(CONFIGS);
    this.dialogues = dialogues;
  }

  /// A run as its store keeps it.
  record StoredRun(Run run, Span span) {}

  static List<StoreBuilder<?>> stores() {
    return List.of(
        store(RUNS, states()),
        store(MESSAGES, StateSerde.plain(Message.class)),
        store(CONFIGS, Serdes.String()));
  }

  /// How states look in their store.
  static Serde<Versioned<StoredRun>> states() {
    return StateSerde.of(StoredRun.class, List.of(Run.class, Call.class));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
  }

  @Override
  public @Nullable Versioned<RunFile> get(String id) {
    Versioned<StoredRun> found = recent.get(id);
    if (found == null) {
      found = runs.get(id);
    }
    return found == null
        ? null
        : new Versioned<>(
            found.seq(),
            new RunFile(
                found.state().run(),
                Conversation.stored(new StoredMessages(id), found.state().span())));
  }

  @Override
  public void put(String id, Versioned<RunFile> after) {
    Run run = after.state().run();
    Conversation conversation = after.state().conversation();
    if (Run.work(run).isEmpty()) { // over: nobody looks at what was said any more
      forget(id, conversation.span());
      runs.put(id, new Versioned<>(after.seq(), new StoredRun(run, Span.EMPTY)));
      recent.remove(id);
      dialogues.remove(self, id);
      return;
    }
    if (conversation.config() != null) {
      configs.put(id, conversation.config());
    }
    Versioned<StoredRun> stored =
        new Versioned<>(after.seq(), new StoredRun(run, add(id, conversation)));
    runs.put(id, stored);
    recent.put(id, stored);
    remember(id, conversation);
  }

  /// Only now, so that a dialogue is never ahead of the store.
  private void remember(String id, Conversation conversation) {
    if (conversation.said().isEmpty() && conversation.history().isEmpty()) {
      return;
    }
    Dialogue dialogue = dialogues.get(self, id);
    if (dialogue == null) {
      return;
    }
    if (conversation.history().isEmpty() && dialogue.add(conversation.said())) {
      dialogues.put(self, id, dialogue);
    } else {
      dialogues.remove(self, id);
    }
  }

  /// Keeps what a decision has added.
  private Span add(String id, Conversation conversation) {
    Span span = conversation.span();
    int system = span.system();
    int next = span.next();
    for (Message message : conversation.said()) {
      if (Conversation.isSystem(message)) {
        messages.put(systemKey(id, system++), message);
      } else {
        messages.put(key(id, next++), message);
      }
    }
    int history = span.history() - conversation.history().size();
    for (int i = 0; i < conversation.history().size(); i++) {
      messages.put(key(id, history + i), conversation.history().get(i));
    }
    return new Span(system, history, span.first(), next);
  }

  @Override
  public void remove(String id) {
    recent.remove(id);
    dialogues.remove(self, id);
    Versioned<StoredRun> found = runs.delete(id);
    if (found != null) {
      forget(id, found.state().span());
    }
  }

  private void forget(String id, Span span) {
    for (int i = 0; i < span.system(); i++) {
      messages.delete(systemKey(id, i));
    }
    for (int i = span.history(); i < span.next(); i++) {
      messages.delete(key(id, i));
    }
    configs.delete(id);
  }

  private static String systemKey(String id, int index) {
    return id + "/s" + index;
  }

  private static String key(String id, int index) {
    return id + "/" + index;
  }

  private final class StoredMessages implements Conversation.Stored {
    private final String id;

    StoredMessages(String id) {
      this.id = id;
    }

    @Override
    public @Nullable String config() {
      return configs.get(id);
    }

    @Override
    public Message system(int index) {
      return message(systemKey(id, index));
    }

    @Override
    public Message message(int index) {
      return message(key(id, index));
    }

    @Override
    public Dialogue dialogue(Span span, int tokens) {
      Dialogue known = dialogues.get(self, id);
      if (known != null && known.next() == span.next()) {
        return known;
      }
      Dialogue read = Dialogue.read(this, span, tokens);
      dialogues.put(self, id, read);
      return read;
    }

    private Message message(String key) {
      return Objects.requireNonNull(messages.get(key), key);
    }
  }
}
