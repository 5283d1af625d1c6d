package io.signalbox.registry.device.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.AggregateProcessor;
import io.signalbox.kit.kafka.Commits;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.registry.device.AttentiveClock;
import io.signalbox.registry.device.Device;
import io.signalbox.registry.device.RollCall;
import io.signalbox.registry.device.RollCall.Due;
import io.signalbox.registry.device.RollCall.Seat;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.AnnounceDeviceEvents;
import io.signalbox.schemas.device.ConfirmDevice;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.ProbeDevice;
import io.signalbox.schemas.device.ReportDeviceEvent;
import io.signalbox.schemas.device.TimeOutSession;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks connected devices for signs of life, and has sessions that give none ended.
///
/// Commands pass through it to be decided, so it sees what each has made of its device. A sign of
/// life goes no further: it writes no event and changes no state. That a session is to end is
/// written to the log of commands behind everything that was confirmed before, and passed on only
/// if it still holds when it comes from there.
final class PresenceProcessor implements Processor<String, DeviceCommand, String, SpecificRecord> {
  private static final Logger LOGGER = LoggerFactory.getLogger(PresenceProcessor.class);

  /// How late a device may be asked, or found to be silent.
  static final Duration TICK = Duration.ofSeconds(1);

  /// Longer than ticks are late in a process that works.
  private static final Duration HELD_UP = TICK.multipliedBy(3);

  /// Devices per tick, so that they do not keep commands waiting.
  private static final int MOST = 2_000;

  private final String service;
  private final PresenceSettings settings;
  private final PresenceMetrics metrics;
  private final Actor actor;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Versioned<Device>> devices;
  private RollCall present;
  private AttentiveClock clock;

  @SuppressWarnings("NullAway.Init") // init is called before anything else
  PresenceProcessor(String service, PresenceSettings settings, PresenceMetrics metrics) {
    this.service = service;
    this.settings = settings;
    this.metrics = metrics;
    this.actor = Actor.newBuilder().setKind("service").setSubject(service).build();
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.devices = context.getStateStore(DeviceTopology.STORE);
    this.clock = new AttentiveClock(Instant.ofEpochMilli(context.currentSystemTimeMs()), HELD_UP);
    this.present = new RollCall(settings.probe(), settings.silence());
    enterAll();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick(Instant.ofEpochMilli(now)));
  }

  /// Spreads the first questions over the time between two, and all that follow with them.
  private void enterAll() {
    Map<String, Seat> seats = new LinkedHashMap<>();
    try (KeyValueIterator<String, Versioned<Device>> all = devices.all()) {
      while (all.hasNext()) {
        KeyValue<String, Versioned<Device>> next = all.next();
        if (next.value.state() instanceof Device.Connected connected) {
          seats.put(next.key, seat(connected));
        }
      }
    }
    Instant now = clock.now();
    int index = 0;
    for (Map.Entry<String, Seat> each : seats.entrySet()) {
      Duration wait = settings.probe().multipliedBy(index++).dividedBy(seats.size());
      present.enter(each.getKey(), each.getValue(), now, now.plus(wait));
    }
  }

  private static Seat seat(Device.Connected device) {
    return new Seat(device.tenantId(), device.session().sessionId());
  }

  @Override
  public void process(Record<String, DeviceCommand> record) {
    String deviceId = record.key();
    String tenantId = record.value().getEnvelope().getTenantId();
    switch (record.value().getPayload()) {
      case ConfirmDevice sign -> {
        confirmed(deviceId, new Seat(tenantId, sign.getSessionId()));
        Commits.request(context);
      }
      case TimeOutSession silent
          when !present.isSilent(
              deviceId, new Seat(tenantId, silent.getSessionId()), clock.now()) ->
          Commits.request(context); // it was heard of after all
      case ReportDeviceEvent _, AnnounceDeviceEvents _ ->
          context.forward(record, DeviceTopology.REPORTS);
      case Object _ -> {
        context.forward(record, DeviceTopology.DECIDE);
        follow(deviceId);
      }
    }
  }

  private void confirmed(String deviceId, Seat seat) {
    if (present.heard(deviceId, seat, clock.now())) {
      metrics.confirmed();
    }
  }

  private void follow(String deviceId) {
    Versioned<Device> after = devices.get(deviceId);
    if (after != null && after.state() instanceof Device.Connected connected) {
      present.enter(deviceId, seat(connected), clock.now());
    } else {
      present.leave(deviceId);
    }
  }

  private void tick(Instant wall) {
    Instant now = clock.look(wall);
    for (Due due : present.due(now, MOST)) {
      Envelope envelope =
          Envelopes.command(due.seat().tenantId(), due.deviceId(), actor, wall, null);
      switch (due) {
        case Due.Ask ask -> ask(ask, envelope);
        case Due.Silent silent -> end(silent, envelope);
      }
    }
  }

  private void ask(Due.Ask due, Envelope envelope) {
    ProbeDevice probe =
        ProbeDevice.newBuilder()
            .setSessionId(due.seat().sessionId())
            .setProbe(Ids.next().toString())
            .build();
    metrics.asked();
    forward(
        Outgoing.to(
            Topics.DEVICE_DISPATCH,
            DeviceDispatch.newBuilder().setEnvelope(envelope).setPayload(probe).build()));
  }

  private void end(Due.Silent due, Envelope envelope) {
    TimeOutSession silent =
        TimeOutSession.newBuilder()
            .setSessionId(due.seat().sessionId())
            .setSilence(due.silence().toMillis())
            .build();
    metrics.silent();
    LOGGER
        .atInfo()
        .addKeyValue("deviceId", due.deviceId())
        .addKeyValue("sessionId", due.seat().sessionId())
        .addKeyValue("silence", due.silence())
        .log("a device gives no sign of life");
    forward(
        Outgoing.to(
            Topics.DEVICE_COMMANDS,
            DeviceCommand.newBuilder().setEnvelope(envelope).setPayload(silent).build()));
  }

  private void forward(Outgoing message) {
    context.forward(
        AggregateProcessor.toRecord(message, context.currentSystemTimeMs(), service),
        message.sink());
  }
}
