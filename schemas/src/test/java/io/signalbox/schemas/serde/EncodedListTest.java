package io.signalbox.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.ToolCallDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EncodedListTest {
  private static final Schema PLAIN = PlainSchemas.of(ModelRequest.getClassSchema());
  private static final List<Message> MESSAGES =
      List.of(
          message("m1", "What is new? Grüße, 信号所"),
          message("m2", ""),
          message("m3", "x".repeat(100_000)),
          message("m4", "the end"));

  private final PlainDatumProvider<ModelRequest> provider = new PlainDatumProvider<>();

  EncodedListTest() {
    provider.setUseSpecificAvroReader(true);
  }

  @Test
  void shouldBeWrittenAsTheSameBytesElementByElement() throws IOException {
    assertThat(binary(request(encoded(MESSAGES)))).isEqualTo(plain(request(MESSAGES)));
    assertThat(binary(request(encoded(List.of())))).isEqualTo(plain(request(List.of())));
    assertThat(binary(request(new EncodedList<>(List.of())))).isEqualTo(plain(request(List.of())));
  }

  @Test
  void shouldBeReadByWhoeverReadsARequest() throws IOException {
    // when
    ModelRequest read =
        provider
            .createDatumReader(PLAIN)
            .read(
                null, DecoderFactory.get().binaryDecoder(binary(request(encoded(MESSAGES))), null));

    // then
    assertThat(read).isEqualTo(request(MESSAGES));
  }

  @Test
  void shouldBeAListLikeAnyOtherForThoseWhoDoNotKnowIt() throws IOException {
    assertThat(encoded(MESSAGES)).isEqualTo(MESSAGES).hasSize(4);
    assertThat(plain(request(encoded(MESSAGES)))).isEqualTo(plain(request(MESSAGES)));
    assertThat(json(request(encoded(MESSAGES)))).isEqualTo(json(request(MESSAGES)));
  }

  @Test
  void shouldTakeWhatIsNewestFromATape() throws IOException {
    // given
    EncodedTape<Message> tape = new EncodedTape<>(Message.class);
    List<Message> all =
        IntStream.range(0, 1_000).mapToObj(i -> message("m" + i, "text ".repeat(i % 7))).toList();
    List<EncodedList<Message>> taken = new ArrayList<>();

    // when
    for (int i = 0; i < all.size(); i += 2) {
      tape.add(Encoded.of(Message.class, all.subList(i, i + 2)));
      if (tape.size() > 10) {
        tape.removeFirst();
      }
      taken.add(new EncodedList<>(List.of(tape.newest(Math.min(i / 2 + 1, 5)))));
    }

    // then
    for (int i = 0; i < taken.size(); i++) {
      List<Message> expected = all.subList(Math.max(0, 2 * i - 8), 2 * i + 2);
      assertThat(taken.get(i)).isEqualTo(expected);
      assertThat(binary(request(taken.get(i)))).isEqualTo(plain(request(expected)));
    }
    assertThat(tape.size()).isEqualTo(10);
    assertThat(tape.capacity()).isLessThan(4_096);
    assertThat(tape.newest(0).count()).isZero();
  }

  private static EncodedList<Message> encoded(List<Message> messages) {
    int half = messages.size() / 2;
    return new EncodedList<>(
        List.of(
            Encoded.of(Message.class, messages.subList(0, half)),
            Encoded.of(Message.class, List.of()),
            Encoded.of(Message.class, messages.subList(half, messages.size()))));
  }

  private static Message message(String id, String text) {
    ToolCallDraft call =
        ToolCallDraft.newBuilder().setCallId("c-" + id).setToolName("look").setArgs("{}").build();
    return Message.newBuilder()
        .setId(id)
        .setRole("assistant")
        .setText(text)
        .setToolCalls(List.of(call))
        .build();
  }

  private static ModelRequest request(List<Message> messages) {
    Envelope envelope =
        Envelope.newBuilder()
            .setEventId(new UUID(1, 2))
            .setTenantId("default")
            .setAggregateId("run-1")
            .setSeq(7)
            .setOccurredAt(Instant.EPOCH)
            .setActor(Actor.newBuilder().setKind("service").setSubject("test").build())
            .build();
    return ModelRequest.newBuilder()
        .setEnvelope(envelope)
        .setStep(2)
        .setAttempt(3)
        .setConfig("{}")
        .setMessages(messages)
        .build();
  }

  private byte[] binary(ModelRequest request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    write(provider.createDatumWriter(request, PLAIN), request, encoder);
    return bytes.toByteArray();
  }

  private String json(ModelRequest request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().jsonEncoder(PLAIN, bytes);
    write(provider.createDatumWriter(request, PLAIN), request, encoder);
    return bytes.toString(UTF_8);
  }

  private static byte[] plain(ModelRequest request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    write(new SpecificDatumWriter<>(PLAIN), request, encoder);
    return bytes.toByteArray();
  }

  private static void write(DatumWriter<ModelRequest> writer, ModelRequest request, Encoder encoder)
      throws IOException {
    writer.write(request, encoder);
    encoder.flush();
  }
}
