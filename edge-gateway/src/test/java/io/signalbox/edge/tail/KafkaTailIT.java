package io.signalbox.edge.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.EdgeTest;
import io.signalbox.edge.health.Condition;
import io.signalbox.edge.health.PartState;
import io.signalbox.edge.tail.KafkaTail.Feed;
import io.signalbox.edge.tail.KafkaTail.Place;
import io.signalbox.edge.tail.KafkaTail.Seat;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The tail on a real broker.
class KafkaTailIT extends EdgeTest {
  @Autowired private KafkaTail tail;
  @Autowired private PartitionCounts counts;
  @Autowired private TailCheck check;
  @Autowired private WireConfig wire;
  @Autowired private MeterRegistry meters;

  private final String key = Ids.next().toString();
  private final AtomicInteger failures = new AtomicInteger();

  @Test
  void shouldGoOnWhereItWasWhenItsConsumerFails() throws Exception {
    // given a record that cannot be read twice in a row, among others
    Heard heard = new Heard();
    Seat seat = tail.attach(failingTwiceAt("3"), place(), null, heard).get();

    // when
    for (int call = 1; call <= 5; call++) {
      send(Integer.toString(call));
    }

    // then
    await().untilAsserted(() -> assertThat(heard.calls).containsExactly("1", "2", "3", "4", "5"));
    assertThat(failures).hasValue(2);
    seat.leave().run();
  }

  @Test
  void shouldBeginAtTheEndOrWhereItIsTold() throws Exception {
    // given
    send("before");
    Heard fromEnd = new Heard();
    Seat first = tail.attach(failingTwiceAt("never"), place(), null, fromEnd).get();
    send("after");
    await().untilAsserted(() -> assertThat(fromEnd.calls).containsExactly("after"));

    // when another comes to the same partition, its wish is overruled by where the tail is
    Heard late = new Heard();
    Seat second = tail.attach(failingTwiceAt("never"), place(), 0L, late).get();
    assertThat(second.barrier()).isGreaterThan(first.barrier());
    send("both");

    // then
    await().untilAsserted(() -> assertThat(late.calls).containsExactly("both"));
    assertThat(fromEnd.calls).containsExactly("after", "both");
    first.leave().run();
    second.leave().run();

    // when nobody listened for a while, the next one may begin anywhere
    Heard again = new Heard();
    Seat third = tail.attach(failingTwiceAt("never"), place(), first.barrier(), again).get();
    await().untilAsserted(() -> assertThat(again.calls).containsExactly("after", "both"));
    third.leave().run();
  }

  @Test
  void shouldKeepAFailingListenerFromNobodyElse() throws Exception {
    Heard heard = new Heard();
    Heard failing = new Heard();
    failing.fails = true;
    Seat lost = tail.attach(failingTwiceAt("never"), place(), null, failing).get();
    Seat seat = tail.attach(failingTwiceAt("never"), place(), null, heard).get();
    send("1");
    send("2");
    await().untilAsserted(() -> assertThat(heard.calls).containsExactly("1", "2"));
    assertThat(failing.calls).containsExactly("failed");
    lost.leave().run();
    seat.leave().run();
  }

  @Test
  void shouldStopOnlyThePartitionWhoseRecordCannotBeRead() throws Exception {
    // given listeners in two partitions
    Heard stopped = new Heard();
    Heard other = new Heard();
    Seat seat = tail.attach(failingTwiceAt("never"), place(), null, stopped).get();
    Seat elsewhere = tail.attach(failingTwiceAt("never"), place(otherKey()), null, other).get();

    // when a record comes that is none of ours
    send("1");
    await().untilAsserted(() -> assertThat(stopped.calls).containsExactly("1"));
    long offset = sendNonsense();
    send("2");
    send(otherKey(), "3");
    send(otherKey(), "4");

    // then the others are heard, and it is known where the tail stands still
    await().untilAsserted(() -> assertThat(other.calls).containsExactly("3", "4"));
    TopicPartition partition =
        new TopicPartition(Topics.DEVICE_DISPATCH.name(), place().partition());
    await()
        .untilAsserted(() -> {
          assertThat(tail.stopped()).containsOnlyKeys(partition);
          assertThat(tail.stopped().values())
              .extracting(Stops.Stop::offset)
              .containsExactly(offset);
          assertThat(check.look().block())
              .extracting(PartState::condition)
              .isEqualTo(Condition.UNHEALTHY);
        });
    assertThat(meters.get("signalbox.edge.tail.stopped").gauge().value()).isEqualTo(1);
    assertThat(tail.failing()).isZero();
    assertThat(stopped.calls).containsExactly("1");
    seat.leave().run();
    await().untilAsserted(() -> assertThat(tail.stopped()).isEmpty());
    elsewhere.leave().run();
  }

  private String otherKey() {
    int mine = place().partition();
    return IntStream.iterate(0, each -> each + 1)
        .mapToObj(each -> key + each)
        .filter(each -> place(each).partition() != mine)
        .findFirst()
        .orElseThrow();
  }

  private long sendNonsense() throws Exception {
    Map<String, Object> properties = wire.producer();
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties)) {
      return producer
          .send(
              new ProducerRecord<>(
                  Topics.DEVICE_DISPATCH.name(), place().partition(), key, "nonsense"))
          .get()
          .offset();
    }
  }

  private Feed<DeviceDispatch, String> failingTwiceAt(String callId) {
    return new Feed<>(
        Topics.DEVICE_DISPATCH,
        dispatch -> {
          String found = ((DispatchToolCall) dispatch.getPayload()).getCallId();
          if (found.equals(callId) && failures.get() < 2) {
            failures.incrementAndGet();
            throw new IllegalStateException("this test wants it so");
          }
          return found;
        });
  }

  private Place place() {
    return place(key);
  }

  private Place place(String of) {
    return new Place(counts.partition(Topics.DEVICE_DISPATCH, of), of);
  }

  private void send(String callId) {
    send(key, callId);
  }

  private void send(String to, String callId) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject("test").build();
    DispatchToolCall call =
        DispatchToolCall.newBuilder()
            .setSessionId("s")
            .setRunId("r")
            .setCallId(callId)
            .setToolName("t")
            .setArgs("{}")
            .setEpoch(1)
            .setLease("l")
            .build();
    DeviceDispatch dispatch =
        DeviceDispatch.newBuilder()
            .setEnvelope(Envelopes.command("default", to, actor, Instant.now(), null))
            .setPayload(call)
            .build();
    sender.send(Topics.DEVICE_DISPATCH, to, dispatch).join();
  }

  private static final class Heard implements TailListener<String> {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private boolean fails;

    @Override
    public void next(long offset, String call) {
      if (fails) {
        throw new IllegalStateException("this test wants it so");
      }
      calls.add(call);
    }

    @Override
    public void failed(RuntimeException cause) {
      calls.add("failed");
    }
  }
}
