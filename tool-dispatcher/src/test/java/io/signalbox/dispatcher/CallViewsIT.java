package io.signalbox.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.dispatcher.call.view.CallRowRetention;
import io.signalbox.kit.projection.Projections;
import io.signalbox.kit.projection.ViewRetention;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The tables of the service.
class CallViewsIT extends DispatcherTest {
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Projections projections;
  @Autowired private PlatformTransactionManager transactions;

  @Test
  void shouldMakeTheSameRowsAgainFromTheLog() throws Exception {
    // given
    send(wire.connected(device, 2, "s1", "lookup"));
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "device"));
    ask(Topics.TOOL_RESULTS, wire.result(call, run, "{}", "device", device));
    ask(Topics.TOOL_REQUESTS, wire.request(Wire.id(), run, "toast", "toaster"));
    String canceled = Wire.id();
    ask(Topics.TOOL_REQUESTS, wire.request(canceled, run, "lookup", "device"));
    ask(Topics.TOOL_REQUESTS, wire.cancel(canceled, run));
    soon(() ->
        assertThat(rows("tool_calls"))
            .extracting("status")
            .containsExactlyInAnyOrder("completed", "failed", "canceled"));
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute("TRUNCATE tool_calls, tool_results, projection_position");
    projections.start();
    // then
    soon(() -> assertThat(everything()).isEqualTo(before));
  }

  @Test
  void shouldNotMoveRowsBackWhenEventsAreReadAgain() throws Exception {
    // given
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "server"));
    ask(Topics.TOOL_RESULTS, wire.result(call, run, "{}", "server", null));
    awaitStatus("completed");
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute("TRUNCATE projection_position");
    projections.start();
    ask(Topics.TOOL_REQUESTS, wire.request(Wire.id(), run, "lookup", "server"));
    // then
    soon(() -> assertThat(rows("tool_calls")).hasSize(2));
    assertThat(everything()).containsAll(before).hasSize(before.size() + 1);
  }

  @Test
  void shouldTrimCallsThatEndedLongAgoWithTheirResults() throws Exception {
    // given
    String canceled = Wire.id();
    String open = Wire.id();
    for (String each : List.of(call, canceled, open)) {
      ask(Topics.TOOL_REQUESTS, wire.request(each, run, "lookup", "server"));
    }
    ask(Topics.TOOL_RESULTS, wire.result(call, run, "{}", "server", null));
    ask(Topics.TOOL_REQUESTS, wire.cancel(canceled, run));
    soon(() ->
        assertThat(rows("tool_calls"))
            .extracting("status")
            .containsExactlyInAnyOrder("completed", "canceled", "requested"));
    CallRowRetention retention = new CallRowRetention(Duration.ofDays(21));
    Instant now = Instant.now();
    new TransactionTemplate(transactions)
        .executeWithoutResult(transaction -> {
          // when
          retention.trim(jdbc, now.plus(Duration.ofDays(20)));
          // then
          assertThat(stored("tool_calls")).containsExactlyInAnyOrder(call, canceled, open);
          assertThat(stored("tool_results")).containsExactly(call);
          // when
          ViewRetention.Batch trimmed = retention.trim(jdbc, now.plus(Duration.ofDays(22)));
          ViewRetention.Batch again = retention.trim(jdbc, now.plus(Duration.ofDays(22)));
          // then
          assertThat(stored("tool_calls")).containsExactly(open);
          assertThat(stored("tool_results")).isEmpty();
          assertThat(trimmed.rows().get("tool_calls")).isGreaterThanOrEqualTo(2);
          assertThat(again.rows()).containsOnly(entry("tool_calls", 0L), entry("tool_results", 0L));
          assertThat(again.more()).isFalse();
          transaction.setRollbackOnly(); // other tests rebuild all rows from the log
        });
  }

  private List<@Nullable String> stored(String table) {
    return jdbc.queryForList(
        "SELECT call_id::text FROM " + table + " WHERE tenant_id = ?", String.class, tenant);
  }

  private List<@Nullable String> everything() {
    return jdbc.queryForList(
        "SELECT c::text FROM tool_calls c UNION ALL SELECT r::text FROM tool_results r ORDER BY 1",
        String.class);
  }
}
