package io.signalbox.dispatcher.server;

import io.signalbox.kit.tools.PureTools;
import io.signalbox.kit.tools.RequestTemplate;
import io.signalbox.kit.tools.ServerTool;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.kit.tools.form.ToolFailure;
import java.net.InetAddress;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Executes tools of target `server`.
@Component
public final class ServerTools {
  private final HttpRequests requests;

  ServerTools(EgressSettings settings) {
    Egress egress = new Egress(settings.allow());
    this.requests = new HttpRequests(new EgressResolvers(egress, InetAddress::getAllByName));
  }

  /// Executes a tool once subscribed to. Whatever happens is an outcome; a subscriber that leaves
  /// ends a request.
  ///
  /// @param args a JSON object
  /// @throws IllegalArgumentException when the tool is none that a worker executes
  public Mono<ToolOutcome> execute(ServerTool tool, JsonNode args) {
    return switch (tool) {
      case ServerTool.Basic it -> Mono.fromSupplier(() -> PureTools.execute(it, args));
      case ServerTool.Compute it -> Mono.fromSupplier(() -> PureTools.execute(it, args));
      case ServerTool.Request it -> Mono.defer(() -> request(it.template(), args));
      case ServerTool.Waiting _ ->
          throw new IllegalArgumentException("Expected a wait to be timed, not executed");
    };
  }

  private Mono<ToolOutcome> request(RequestTemplate template, JsonNode args) {
    try {
      return requests.make(template.fill(args));
    } catch (ToolFailure e) {
      return Mono.just(ToolOutcome.failed(e));
    }
  }
}
