package io.signalbox.testkit.arch.planted.forged.web;

import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import java.util.function.Supplier;

/// Planted: events from a web package.
public final class ForgedEvents {
  /// Through a method reference, too.
  public static final Supplier<RunStarted.Builder> PAYLOADS = RunStarted::newBuilder;

  private ForgedEvents() {}

  /// Makes an event that nobody decided.
  public static RunEvent event(Envelope envelope) {
    return RunEvent.newBuilder().setEnvelope(envelope).setPayload(PAYLOADS.get().build()).build();
  }
}
