package io.signalbox.orchestrator.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.ContextWindow;
import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.ToolCall;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// A dialogue shows what the rules of the window make of all that was said, or says that it cannot.
class DialoguePropertiesTest {
  private static final int CALLS = 4;

  @Provide
  Arbitrary<List<List<Message>>> talks() {
    return messages().list().ofMaxSize(4).list().ofMaxSize(25);
  }

  /// Few call ids, so that answers find old questions, none, or several.
  private static Arbitrary<Message> messages() {
    Arbitrary<String> texts = Arbitraries.strings().ascii().ofMaxLength(60);
    Arbitrary<String> calls = Arbitraries.integers().between(1, CALLS).map(i -> "call-" + i);
    Arbitrary<List<ToolCall>> asked =
        calls.map(id -> new ToolCall(id, "look", "{}")).list().uniqueElements().ofMaxSize(2);
    return Arbitraries.oneOf(
        texts.map(text -> new Message("u", Message.Role.USER, text, null, List.of(), null, null)),
        Combinators.combine(texts, asked)
            .as((text, some) ->
                new Message("a", Message.Role.ASSISTANT, text, null, some, null, null)),
        Combinators.combine(texts, calls)
            .as((text, call) ->
                new Message(call, Message.Role.TOOL, text, null, List.of(), call, "look")));
  }

  @Property(tries = 500)
  void shouldShowWhatTheRulesMakeOfAllThatWasSaid(
      @ForAll("talks") List<List<Message>> talk, @ForAll @IntRange(min = 1, max = 150) int tokens) {
    SaidSoFar stored = new SaidSoFar();
    Dialogue dialogue = stored.dialogue(stored.span(), tokens);
    for (List<Message> said : talk) {
      List<Message> all = new ArrayList<>(stored.messages());
      all.addAll(said);
      List<Message> expected =
          ContextWindow.of(List.of(SaidSoFar.SYSTEM), all.reversed().iterator(), tokens);
      dialogue
          .window(said)
          .ifPresent(shown -> assertThat(shown).isEqualTo(Messages.allOf(expected)));
      assertThat(new Conversation(stored, stored.span(), null, List.of(), said).window(tokens))
          .isEqualTo(Messages.allOf(expected));
      stored.add(said);
      if (!dialogue.add(said)) {
        dialogue = stored.dialogue(stored.span(), tokens);
      }
    }
  }
}
