package io.signalbox.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.projection.Projection;
import io.signalbox.kit.projection.Projections;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/// Rows and position move together or not at all.
class ProjectionTest {
  private static final String NAME = "kit-replies";
  private static final String TENANT = "kit-projection";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final DataSource SOURCE = source();
  private static final JdbcTemplate DATABASE = new JdbcTemplate(SOURCE);

  @SuppressWarnings("NullAway.Init")
  private static ConfigurableApplicationContext context;

  private final String id = Ids.next().toString();

  @BeforeAll
  static void start() {
    new ResourceDatabasePopulator(new ClassPathResource("db/kit/V0_1__projection_position.sql"))
        .execute(SOURCE);
    DATABASE.execute("CREATE TABLE kit_reply (id text, seq bigint)");
    context = KitContext.start("projecting", Map.of(), Projecting.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void shouldWriteARowForEachEventAndRememberWhereItIs() throws Exception {
    // when
    send(1);
    RecordMetadata last = send(2);

    // then
    awaitRows(1, 2);
    assertThat(position(last)).isEqualTo(last.offset() + 1);
    assertThat(context.getBean(Projections.class).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void shouldWriteNothingWhereAnotherInstanceIsAhead() throws Exception {
    // given
    RecordMetadata first = send(1);
    awaitRows(1);
    DATABASE.update(
        "UPDATE projection_position SET next_offset = ? WHERE projection = ? AND partition = ?",
        first.offset() + 3,
        NAME,
        first.partition());

    // when
    send(2);
    send(3);
    RecordMetadata last = send(4);

    // then
    awaitRows(1, 4);
    assertThat(last.offset()).isEqualTo(first.offset() + 3);
    assertThat(position(last)).isEqualTo(last.offset() + 1);
  }

  @Test
  void shouldNeitherSkipNorRepeatWhatFailedForAWhile() throws Exception {
    // given
    DATABASE.execute("ALTER TABLE kit_reply ADD CONSTRAINT unlucky CHECK (seq <> 13)");
    RecordMetadata bad = send(13);
    send(14);
    Projections projections = context.getBean(Projections.class);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(projections.health().getStatus()).isEqualTo(Status.DOWN));
    assertThat(position(bad)).isLessThanOrEqualTo(bad.offset());

    // when
    DATABASE.execute("ALTER TABLE kit_reply DROP CONSTRAINT unlucky");

    // then
    awaitRows(13, 14);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(projections.health().getStatus()).isEqualTo(Status.UP));
  }

  @Test
  void shouldMakeTheSameRowsAgain() throws Exception {
    // given
    send(1);
    send(2);
    awaitRows(1, 2);
    context.close();

    // when
    DATABASE.execute("TRUNCATE kit_reply, projection_position");
    context = KitContext.start("projecting", Map.of(), Projecting.class);

    // then
    awaitRows(1, 2);
  }

  private void awaitRows(Integer... seqs) {
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(
                    DATABASE.queryForList(
                        "SELECT seq FROM kit_reply WHERE id = ?", Integer.class, id))
                .containsExactly(seqs));
  }

  private RecordMetadata send(long seq) throws Exception {
    CommandReply reply =
        CommandReply.newBuilder()
            .setEnvelope(
                Envelopes.command(TENANT, id, new Actor("user", "me"), Instant.now(), null))
            .setCommandId(Ids.next())
            .setPayload(new CommandAccepted(seq, 1))
            .build();
    return context.getBean(RecordSender.class).send(Topics.COMMAND_REPLIES, id, reply).get();
  }

  private static long position(RecordMetadata record) {
    Long found =
        DATABASE.queryForObject(
            "SELECT next_offset FROM projection_position WHERE projection = ? AND partition = ?",
            Long.class,
            NAME,
            record.partition());
    return Objects.requireNonNull(found);
  }

  private static DataSource source() {
    String url = BackingServices.shared().jdbcUrl("signalbox_runs") + "&currentSchema=runs";
    return new DriverManagerDataSource(url);
  }

  /// A service with one projection.
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Projecting {
    @Bean
    Projection<CommandReply> replies() {
      return new Rows();
    }
  }

  /// Writes a row for each reply of this test.
  private static final class Rows implements Projection<CommandReply> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Topic<CommandReply> topic() {
      return Topics.COMMAND_REPLIES;
    }

    @Override
    public List<String> tables() {
      return List.of("kit_reply");
    }

    @Override
    public void apply(List<CommandReply> events, JdbcTemplate jdbc) {
      for (CommandReply event : events) {
        if (event.getEnvelope().getTenantId().equals(TENANT)
            && event.getPayload() instanceof CommandAccepted accepted) {
          jdbc.update(
              "INSERT INTO kit_reply VALUES (?, ?)",
              event.getEnvelope().getAggregateId(),
              accepted.getSeq());
        }
      }
    }
  }
}
