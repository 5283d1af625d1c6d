package io.signalbox.orchestrator.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.run.ModelDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeltaOutboxTest {
  private final List<String> sent = new ArrayList<>();
  private final List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
  private final DeltaOutbox outbox = new DeltaOutbox(this::send);

  @Test
  void shouldSendAtOnceAndGatherWhileSending() {
    // when
    add("a", "b", "c");
    // then
    assertThat(sent).containsExactly("0:a");
    acknowledgements.getFirst().complete(null);
    assertThat(sent).containsExactly("0:a", "1:bc");
  }

  @Test
  void shouldBeDrainedWhenEverythingIsDurable() {
    // given
    add("a", "b");
    CompletableFuture<Void> drained = outbox.close();
    // when
    acknowledgements.getFirst().complete(null);
    assertThat(drained).isNotDone();
    acknowledgements.getLast().complete(null);
    // then
    assertThat(drained).isCompleted();
  }

  @Test
  void shouldBeDrainedWhenThereWasNothing() {
    assertThat(outbox.close()).isCompleted();
  }

  @Test
  void shouldFailWithWhatCouldNotBeSent() {
    // given
    add("a", "b");
    // when
    acknowledgements.getFirst().completeExceptionally(new IllegalStateException("no broker"));
    // then
    assertThat(outbox.close()).isCompletedExceptionally();
    assertThat(sent).containsExactly("0:a");
  }

  private void add(String... pieces) {
    for (String piece : pieces) {
      outbox.add(ModelDelta.newBuilder().setKind("text").setText(piece).build());
    }
  }

  private CompletableFuture<?> send(int index, List<ModelDelta> deltas) {
    StringBuilder text = new StringBuilder();
    deltas.forEach(delta -> text.append(delta.getText()));
    sent.add(index + ":" + text);
    CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
    acknowledgements.add(acknowledgement);
    return acknowledgement;
  }
}
