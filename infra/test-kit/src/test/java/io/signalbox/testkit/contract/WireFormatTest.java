package io.signalbox.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.AssistantMessage;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.run.ToolCallRequested;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import io.signalbox.testkit.kit.KitContext;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What our default serde writes is the Confluent wire format, and Confluent's own serde reads it
/// and writes the same bytes.
class WireFormatTest {
  private static final String TOPIC = Topics.RUN_EVENTS.name();
  private static final String REGISTRY = BackingServices.shared().registryUrl();
  private static final Serde<RunEvent> SERDE =
      new WireSerdes(Map.of("apicurio.registry.url", REGISTRY + "/apis/registry/v3"))
          .forValues(Topics.RUN_EVENTS);

  static List<RunEvent> events() {
    ToolCallRequested requested =
        ToolCallRequested.newBuilder()
            .setCallId("c1")
            .setStep(1)
            .setToolName("lookup")
            .setArgs("{\"q\":\"\u6f22\ud83d\ude80\"}")
            .setExecutionTarget("device")
            .setDeadline(Instant.parse("2026-01-02T03:04:05.678901Z"))
            .build();
    AssistantMessage message =
        AssistantMessage.newBuilder()
            .setStep(1)
            .setAttempt(2)
            .setMessageId("m1")
            .setText("text")
            .setToolCalls(List.of(new ToolCallDraft("c1", "lookup", "{}")))
            .setFinishReason("tool_calls")
            .setUsage(new TokenUsage(1L, 2L))
            .build();
    return List.of(
        event(RunStarted.newBuilder().build(), 1), event(requested, 2), event(message, 3));
  }

  @BeforeAll
  static void register() {
    KitContext.start("wire-format", Map.of(), KitContext.Plain.class).close();
  }

  @AfterAll
  static void close() {
    SERDE.close();
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldReadWhatWasWritten(RunEvent event) {
    // when
    byte[] bytes = SERDE.serializer().serialize(TOPIC, event);

    // then
    assertThat(SERDE.deserializer().deserialize(TOPIC, bytes)).isEqualTo(event);
  }

  @Test
  void shouldNameTheSchemaAsConfluentClientsDo() throws Exception {
    // when
    ByteBuffer bytes = ByteBuffer.wrap(SERDE.serializer().serialize(TOPIC, events().getFirst()));

    // then
    assertThat(bytes.get()).isZero();
    assertThat(get("/apis/ccompat/v7/subjects/" + TOPIC + "-value/versions/latest"))
        .contains("\"id\":" + bytes.getInt() + ",");
  }

  @Test
  void shouldBeUnderstoodByConfluentsOwnSerde() throws Exception {
    // given
    Thread thread = Thread.currentThread();
    ClassLoader mine = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(classPath(), platform())) {
      thread.setContextClassLoader(loader); // Kafka looks classes of settings up in it
      UnaryOperator<byte[]> peer = peer(loader);

      for (RunEvent event : events()) {
        byte[] ours = SERDE.serializer().serialize(TOPIC, event);

        // when
        byte[] theirs = peer.apply(ours);

        // then
        assertThat(theirs).isEqualTo(ours);
        assertThat(SERDE.deserializer().deserialize(TOPIC, theirs)).isEqualTo(event);
      }
    } finally {
      thread.setContextClassLoader(mine);
    }
  }

  @Test
  void shouldNotHaveConfluentsClassesWithoutTheLoader() {
    assertThat(
            getClass()
                .getClassLoader()
                .getResource("io/confluent/kafka/serializers/KafkaAvroSerializer.class"))
        .isNull();
  }

  @SuppressWarnings("unchecked") // it is what its source says, in another loader
  private static UnaryOperator<byte[]> peer(ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(ConfluentPeer.class.getName(), true, loader);
    assertThat(type).isNotSameAs(ConfluentPeer.class);
    return (UnaryOperator<byte[]>)
        type.getConstructor(String.class).newInstance(REGISTRY + "/apis/ccompat/v7");
  }

  /// All that this test has, and Confluent's classes last, as their jar holds older copies of
  /// others.
  private static URL[] classPath() throws MalformedURLException {
    List<String> parts =
        new ArrayList<>(
            Arrays.asList(
                System.getProperty("java.class.path")
                    .split(Pattern.quote(File.pathSeparator), -1)));
    parts.add("target/confluent/confluent-serdes.jar");
    List<URL> urls = new ArrayList<>();
    for (String part : parts) {
      urls.add(Path.of(part).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static ClassLoader platform() {
    return ClassLoader.getPlatformClassLoader();
  }

  private static RunEvent event(Object payload, long seq) {
    Envelope cause =
        Envelopes.command("tenant", "run-1", new Actor("user", "me"), Instant.now(), "c");
    return RunEvent.newBuilder()
        .setEnvelope(Envelopes.event(cause, Ids.next().toString(), seq))
        .setPayload(payload)
        .build();
  }

  private static String get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(REGISTRY + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
