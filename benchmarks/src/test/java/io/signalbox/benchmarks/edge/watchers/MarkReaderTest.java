package io.signalbox.benchmarks.edge.watchers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class MarkReaderTest {
  private static final int ROUND = 7;

  private final Receipts receipts = new Receipts();
  private final MarkReader reader = new MarkReader(receipts);

  @Test
  void shouldFindEachMarkWhereverTheBytesAreCut() {
    // given
    byte[] bytes = ("{" + Mark.now(ROUND) + "} {" + Mark.now(ROUND) + "}").getBytes(UTF_8);
    // when
    for (int cut = 0; cut <= bytes.length; cut++) {
      receipts.begin(ROUND);
      read(Unpooled.wrappedBuffer(bytes, 0, cut));
      read(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
      // then
      assertThat(receipts.count()).as("cut at %d", cut).isEqualTo(2);
    }
  }

  @Test
  void shouldNotCountWhatIsOfAnotherRound() {
    receipts.begin(ROUND);
    read(Unpooled.copiedBuffer(Mark.now(ROUND - 1), UTF_8));
    assertThat(receipts.count()).isZero();
    assertThat(reader.hasFound()).isTrue();
  }

  @Test
  void shouldNoticeWhatComesAfterALaterOne() {
    // given
    receipts.begin(ROUND);
    // when
    read(Unpooled.copiedBuffer(Mark.now(ROUND) + Mark.now(ROUND - 1), UTF_8));
    // then
    assertThat(receipts.disorder()).isEqualTo(1);
  }

  @Test
  void shouldTellHowLateTheMiddleAndTheLastCame() {
    // given
    receipts.begin(ROUND);
    long round = (long) ROUND << 52;
    // when
    for (int late = 1; late <= 100; late++) {
      receipts.seen(round | 1_000_000, 0, 1_000_000 + late * 1_000L);
    }
    Received received = Received.of(receipts);
    // then
    assertThat(received.count()).isEqualTo(100);
    assertThat(received.p50()).isBetween(50_000L, 50_050L);
    assertThat(received.p99()).isBetween(99_000L, 99_050L);
    assertThat(received.max()).isBetween(100_000L, 100_050L);
    assertThat(Received.parse(received.line())).isEqualTo(received);
  }

  private void read(ByteBuf bytes) {
    reader.read(bytes, bytes.readerIndex(), bytes.writerIndex(), Mark.micros());
  }
}
