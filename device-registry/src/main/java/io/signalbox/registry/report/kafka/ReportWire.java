package io.signalbox.registry.report.kafka;

import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.registry.report.Fact;
import io.signalbox.registry.report.Report;
import io.signalbox.registry.report.ReportLog.Range;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.device.AcknowledgeDeviceEvents;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEventReported;
import io.signalbox.schemas.device.DeviceEventsMissed;
import io.signalbox.schemas.device.DeviceReport;
import io.signalbox.schemas.device.RequestDeviceEvents;
import io.signalbox.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;

/// How reports of devices look on the wire.
final class ReportWire {
  private ReportWire() {}

  /// @param cause what let the fact go; the event itself may have happened before
  static Outgoing fact(Fact fact, long seq, Envelope cause) {
    Envelope.Builder envelope =
        Envelope.newBuilder(Envelopes.event(cause, cause.getAggregateId(), seq));
    if (fact instanceof Fact.Told(Report report)) {
      envelope.setOccurredAt(report.at());
    }
    return Outgoing.to(
        Topics.DEVICE_REPORTS,
        DeviceReport.newBuilder().setEnvelope(envelope.build()).setPayload(payload(fact)).build());
  }

  private static SpecificRecord payload(Fact fact) {
    return switch (fact) {
      case Fact.Told(Report report) ->
          DeviceEventReported.newBuilder()
              .setDeviceSeq(report.seq())
              .setType(report.type())
              .setData(report.data())
              .build();
      case Fact.Missed(long from, long to) ->
          DeviceEventsMissed.newBuilder().setFrom(from).setTo(to).build();
    };
  }

  static Outgoing acknowledged(String sessionId, long lastSeq, Envelope cause) {
    return dispatch(
        AcknowledgeDeviceEvents.newBuilder().setSessionId(sessionId).setLastSeq(lastSeq).build(),
        cause);
  }

  static Outgoing wanted(String sessionId, Range range, Envelope cause) {
    return dispatch(
        RequestDeviceEvents.newBuilder()
            .setSessionId(sessionId)
            .setFrom(range.from())
            .setTo(range.to())
            .build(),
        cause);
  }

  private static Outgoing dispatch(SpecificRecord payload, Envelope cause) {
    return Outgoing.to(
        Topics.DEVICE_DISPATCH,
        DeviceDispatch.newBuilder()
            .setEnvelope(Envelopes.message(cause, cause.getAggregateId()))
            .setPayload(payload)
            .build());
  }
}
