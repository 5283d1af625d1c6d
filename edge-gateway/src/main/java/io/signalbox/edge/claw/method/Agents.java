package io.signalbox.edge.claw.method;

import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.IdText;
import io.signalbox.edge.runs.UnknownIdException;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.AgentReads.Agent;
import io.signalbox.kit.Ids;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds agents by what clients call them.
@Component
final class Agents {
  private final AgentReads agents;

  Agents(AgentReads agents) {
    this.agents = agents;
  }

  /// The agent with this id or name. `main` is the agent of that name, or else the only one.
  ///
  /// @return fails with [UnknownIdException]
  Mono<Agent> named(Principal principal, String idOrName) {
    String tenant = principal.tenant();
    Mono<Agent> found =
        agents.agent(
            tenant,
            IdText.isId(idOrName)
                ? IdText.of("an agent", idOrName)
                : Ids.agent(tenant, idOrName));
    Mono<Agent> only =
        idOrName.equals(SessionKey.MAIN)
            ? all(principal).flatMap(list -> Mono.justOrEmpty(main(list)))
            : Mono.empty();
    return found
        .switchIfEmpty(only)
        .switchIfEmpty(Mono.error(() -> new UnknownIdException("an agent", idOrName)));
  }

  Mono<List<Agent>> all(Principal principal) {
    return agents.agents(principal.tenant()).collectList();
  }

  /// The agent that is meant when none is named.
  static Optional<Agent> main(List<Agent> all) {
    return all.size() == 1
        ? Optional.of(all.getFirst())
        : all.stream().filter(agent -> agent.name().equals(SessionKey.MAIN)).findFirst();
  }
}
