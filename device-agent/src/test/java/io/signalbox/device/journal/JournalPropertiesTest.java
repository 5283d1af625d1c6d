package io.signalbox.device.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.device.call.CallBook;
import io.signalbox.device.call.CallEntry;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What must be true of a book of calls whatever happens to them.
class JournalPropertiesTest {
  private static final int REMEMBERED = 2;

  @Provide
  Arbitrary<List<CallEntry>> histories() {
    Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 5);
    Arbitrary<String> callIds = Arbitraries.of("c1", "c2", "c3", "c4", "c5");
    return Combinators.combine(kinds, callIds).as(Entries::entry).list().ofMaxSize(60);
  }

  @Property(tries = 300)
  void shouldReadBackWhatItHasWrittenAndKnowTheSameAfterwards(
      @ForAll("histories") List<CallEntry> history) {
    CallBook live = new CallBook(REMEMBERED);
    CallBook replayed = new CallBook(REMEMBERED);
    for (CallEntry entry : history) {
      if (Entries.canFollow(live, entry)) {
        live.apply(entry);
        CallEntry read = EntryJson.entry(EntryJson.line(entry));
        assertThat(read).isEqualTo(entry);
        replayed.apply(read);
      }
      assertThat(replayed.held()).isEqualTo(live.held());
    }
    CallBook compacted = new CallBook(REMEMBERED);
    live.entries().forEach(compacted::apply);
    assertThat(compacted.entries()).isEqualTo(live.entries()).isEqualTo(replayed.entries());
  }

  @Property(tries = 300)
  void shouldBeOneLineEach(@ForAll("histories") List<CallEntry> history) {
    assertThat(history).allSatisfy(entry -> assertThat(EntryJson.line(entry).lines()).hasSize(1));
  }
}
