package io.signalbox.registry.report.kafka;

import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.Commits;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.StateSerde;
import io.signalbox.registry.device.AttentiveClock;
import io.signalbox.registry.report.Fact;
import io.signalbox.registry.report.Report;
import io.signalbox.registry.report.ReportLog;
import io.signalbox.registry.report.ReportLog.Range;
import io.signalbox.registry.report.ReportLog.Step;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.AnnounceDeviceEvents;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.ReportDeviceEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Writes the events of devices in the order of their numbers, each once, and tells each device how
/// far its events have come. Every report is answered, also one that was known: the answer before
/// may have been lost.
public final class ReportProcessor
    implements Processor<String, DeviceCommand, String, SpecificRecord> {
  public static final String STORE = "reports";

  /// How late a gap may be given up.
  private static final Duration TICK = Duration.ofSeconds(1);

  /// Longer than ticks are late in a process that works.
  private static final Duration HELD_UP = TICK.multipliedBy(3);

  private final String service;
  private final Duration patience;
  private final ReportMetrics metrics;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, DeviceLog> logs;
  private AttentiveClock clock;
  private Gaps gaps;

  /// @param patience how long missing events are waited for
  @SuppressWarnings("NullAway.Init") // init is called before anything else
  public ReportProcessor(String service, Duration patience, ReportMetrics metrics) {
    this.service = service;
    this.patience = patience;
    this.metrics = metrics;
  }

  /// The store that it needs.
  public static StoreBuilder<?> store() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), states());
  }

  /// How logs look in the store.
  static Serde<DeviceLog> states() {
    return StateSerde.plain(DeviceLog.class);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.logs = context.getStateStore(STORE);
    this.clock = new AttentiveClock(Instant.ofEpochMilli(context.currentSystemTimeMs()), HELD_UP);
    this.gaps = new Gaps(patience);
    try (KeyValueIterator<String, DeviceLog> all = logs.all()) {
      while (all.hasNext()) {
        KeyValue<String, DeviceLog> next = all.next();
        if (next.value.log().hasGap()) {
          gaps.opened(next.value.tenantId(), next.key, null, clock.now());
        }
      }
    }
    context.schedule(
        TICK, PunctuationType.WALL_CLOCK_TIME, wall -> tick(Instant.ofEpochMilli(wall)));
  }

  /// @throws IllegalArgumentException when the device is another tenant's
  @Override
  public void process(Record<String, DeviceCommand> record) {
    Envelope cause = record.value().getEnvelope();
    ReportLog log = log(record.key(), cause.getTenantId());
    switch (record.value().getPayload()) {
      case ReportDeviceEvent event -> {
        Step step = log.take(report(event, cause));
        keep(log, step, event.getSessionId(), cause);
        answer(event.getSessionId(), step, cause);
      }
      case AnnounceDeviceEvents announced -> {
        gaps.reach(record.key(), announced.getSessionId());
        answer(announced.getSessionId(), log.announced(announced.getLastSeq()), cause);
      }
      case Object other ->
          throw new IllegalArgumentException(
              "Expected a report of a device, but got " + other.getClass().getName());
    }
    Commits.request(context);
  }

  private static Report report(ReportDeviceEvent event, Envelope cause) {
    return new Report(
        event.getDeviceSeq(), event.getType(), event.getData(), cause.getOccurredAt());
  }

  private ReportLog log(String deviceId, String tenantId) {
    DeviceLog log = logs.get(deviceId);
    if (log == null) {
      return ReportLog.EMPTY;
    }
    if (!log.tenantId().equals(tenantId)) {
      throw new IllegalArgumentException("Expected a device of this tenant: " + deviceId);
    }
    return log.log();
  }

  /// @param sessionId whom the device is reached through; null = nobody since the start
  private void keep(ReportLog before, Step step, @Nullable String sessionId, Envelope cause) {
    String deviceId = cause.getAggregateId();
    if (!step.after().equals(before)) {
      logs.put(deviceId, new DeviceLog(cause.getTenantId(), step.after()));
    }
    long seq = before.position();
    for (Fact fact : step.facts()) {
      seq++;
      metrics.written(fact);
      forward(ReportWire.fact(fact, seq, cause));
    }
    if (!step.after().hasGap()) {
      gaps.closed(deviceId);
    } else if (step.wanted() != null) {
      gaps.opened(cause.getTenantId(), deviceId, sessionId, clock.now());
    }
  }

  private void answer(String sessionId, Step step, Envelope cause) {
    forward(ReportWire.acknowledged(sessionId, step.after().last(), cause));
    Range wanted = step.wanted();
    if (wanted != null) {
      forward(ReportWire.wanted(sessionId, wanted, cause));
    }
  }

  private void tick(Instant wall) {
    for (Gaps.Gap gap : gaps.due(clock.look(wall))) {
      Actor actor = Actor.newBuilder().setKind("service").setSubject(service).build();
      Envelope cause = Envelopes.command(gap.tenantId(), gap.deviceId(), actor, wall, null);
      ReportLog log = log(gap.deviceId(), gap.tenantId());
      Step step = log.giveUp();
      String sessionId = gap.sessionId();
      keep(log, step, sessionId, cause);
      if (sessionId != null) {
        answer(sessionId, step, cause);
      }
    }
  }

  private void forward(Outgoing message) {
    context.forward(
        AggregateProcessor.toRecord(message, context.currentSystemTimeMs(), service),
        message.sink());
  }
}
