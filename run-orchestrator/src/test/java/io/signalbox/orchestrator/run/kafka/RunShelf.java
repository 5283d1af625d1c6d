package io.signalbox.orchestrator.run.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.RunCommand;
import io.signalbox.orchestrator.run.RunEvent;
import io.signalbox.orchestrator.run.kafka.Conversation.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// One run in its real stores, without a topology around it.
final class RunShelf {
  static final String ID = "run-1";

  private final MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
  private final RunAggregate aggregate = new RunAggregate();
  private final Dialogues dialogues = new Dialogues(1 << 20);
  private RunStates states;

  RunShelf() {
    for (StoreBuilder<?> builder : RunStates.stores()) {
      var store = builder.withLoggingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    states = new RunStates(context, dialogues);
  }

  /// The task begins again, with the stores as they are.
  void restart() {
    states = new RunStates(context, dialogues);
  }

  /// What a model would be shown now.
  List<io.signalbox.schemas.run.Message> window() {
    return file().state().conversation().window(64_000);
  }

  Dialogues dialogues() {
    return dialogues;
  }

  /// What the stores hold, or the beginning.
  Versioned<RunFile> file() {
    Versioned<RunFile> found = states.get(ID);
    return found == null ? new Versioned<>(0, aggregate.initial()) : found;
  }

  /// Decides a command and keeps what came of it.
  Decision<RunEvent> tell(RunCommand command, Instant at) {
    Versioned<RunFile> file = file();
    Decision<RunEvent> decision = aggregate.decide(file.state(), command, at);
    if (decision instanceof Decision.Accepted<RunEvent>(var events) && !events.isEmpty()) {
      for (RunEvent event : events) {
        file = file.next(aggregate.evolve(file.state(), event, at));
      }
      states.put(ID, file);
    }
    return decision;
  }

  /// The stored conversation, oldest first.
  List<Message> conversation() {
    Conversation conversation = file().state().conversation();
    Span span = conversation.span();
    List<Message> all = new ArrayList<>();
    for (int i = span.history(); i < span.next(); i++) {
      all.add(conversation.stored().message(i));
    }
    return all;
  }

  /// How large the stored state is, as text.
  int size() {
    Versioned<RunFile> file = file();
    RunStates.StoredRun stored =
        new RunStates.StoredRun(file.state().run(), file.state().conversation().span());
    return StoredRun.written(new Versioned<>(file.seq(), stored)).length();
  }

  KeyValueStore<String, Message> messages() {
    return context.getStateStore(RunStates.MESSAGES);
  }
}
