package io.signalbox.edge.claw;

import io.signalbox.edge.health.HealthReport;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/// How this edge fares, as `GET /health` tells.
@Component
final class HealthMethod implements Method {
  private final HealthReport report;

  HealthMethod(HealthReport report) {
    this.report = report;
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public Needs needs() {
    return Needs.anybody();
  }

  @Override
  public Flux<ObjectNode> call(Caller caller, Params params) {
    return Flux.just(report.whole());
  }
}
