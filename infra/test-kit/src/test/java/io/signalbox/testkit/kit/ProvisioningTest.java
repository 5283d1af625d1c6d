package io.signalbox.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProvisioningTest {
  private static final BackingServices BACKING = BackingServices.shared();

  @BeforeAll
  static void provision() {
    KitContext.start("provisioning", Map.of(), KitContext.Plain.class).close();
  }

  @Test
  void shouldMakeEveryTopicAndItsDeadLetters() throws Exception {
    // given
    List<String> names = new ArrayList<>();
    Topics.all().forEach(topic -> names.addAll(List.of(topic.name(), topic.deadLetters())));

    // when
    Map<String, Integer> made = new HashMap<>();
    try (Admin admin = admin()) {
      admin
          .describeTopics(names)
          .allTopicNames()
          .get()
          .forEach((name, topic) -> made.put(name, topic.partitions().size()));
    }

    // then
    assertThat(Topics.all())
        .allSatisfy(topic ->
            assertThat(made)
                .containsEntry(topic.name(), topic.partitions() == 1 ? 1 : 4)
                .containsEntry(topic.deadLetters(), 1));
  }

  @Test
  void shouldKeepWhatTheCatalogueSays() throws Exception {
    assertThat(config(Topics.RUN_EVENTS))
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", "2592000000")
        .containsEntry("segment.ms", "21600000")
        .containsEntry("max.compaction.lag.ms", "43200000")
        .containsEntry("delete.retention.ms", "86400000");
    assertThat(config(Topics.RUN_COMMANDS)).containsEntry("retention.ms", "604800000");
    assertThat(config(Topics.RUN_COMMANDS.deadLetters()))
        .containsEntry("retention.ms", "604800000");
    assertThat(config(Topics.AGENT_EVENTS)).containsEntry("retention.ms", "-1");
    assertThat(config(Topics.DEVICE_EVENTS))
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("min.compaction.lag.ms", "2592000000");
  }

  @Test
  void shouldRegisterEverySchemaOnce() throws Exception {
    // when
    KitContext.start("provisioning-again", Map.of(), KitContext.Plain.class).close();

    // then
    for (Topic<?> topic : Topics.all()) {
      assertThat(versions(topic.name() + "-value")).as(topic.name()).isEqualTo("[1]");
    }
  }

  @Test
  void shouldNotStartWithAnotherNumberOfPartitions() {
    assertThatThrownBy(() ->
            KitContext.start(
                    "provisioning-wrong",
                    Map.of("signalbox.topics.partitions", 5),
                    KitContext.Plain.class)
                .close())
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Expected topic agent.commands to have partitions 5, but it has 4");
  }

  @Test
  void shouldBringTopicsThatAreThereToWhatIsConfigured() throws Exception {
    // given
    Map<String, Object> other =
        Map.of(
            "signalbox.retention.history", "40d",
            "signalbox.retention.answers", "2h");

    try {
      // when
      KitContext.start("provisioning-longer", other, KitContext.Plain.class).close();

      // then
      assertThat(config(Topics.COMMAND_REPLIES)).containsEntry("retention.ms", "7200000");
      assertThat(config(Topics.RUN_EVENTS))
          .containsEntry("cleanup.policy", "compact,delete")
          .containsEntry("retention.ms", "3456000000");
      assertThat(config(Topics.DEVICE_EVENTS)).containsEntry("min.compaction.lag.ms", "3456000000");
      assertThat(config(Topics.RUN_COMMANDS)).containsEntry("retention.ms", "604800000");
    } finally {
      provision();
    }
    assertThat(config(Topics.COMMAND_REPLIES)).containsEntry("retention.ms", "3600000");
  }

  @Test
  void shouldNotStartWithAnotherCleanupPolicy() throws Exception {
    // given
    set(Topics.TOOL_ROUTING, "cleanup.policy", "compact");

    try {
      // then
      assertThatThrownBy(ProvisioningTest::provision)
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Expected topic tool.routing to have cleanup.policy delete, but it has compact");
    } finally {
      set(Topics.TOOL_ROUTING, "cleanup.policy", "delete");
    }
  }

  private static void set(Topic<?> topic, String name, String value) throws Exception {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }
  }

  private static Map<String, String> config(Topic<?> topic) throws Exception {
    return config(topic.name());
  }

  private static Map<String, String> config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      Config config =
          Objects.requireNonNull(
              admin.describeConfigs(List.of(resource)).all().get().get(resource));
      Map<String, String> values = new HashMap<>();
      config.entries().forEach(each -> values.put(each.name(), each.value()));
      return values;
    }
  }

  private static String versions(String subject) throws Exception {
    URI uri =
        URI.create(BACKING.registryUrl() + "/apis/ccompat/v7/subjects/" + subject + "/versions");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", BACKING.bootstrapServers()));
  }
}
