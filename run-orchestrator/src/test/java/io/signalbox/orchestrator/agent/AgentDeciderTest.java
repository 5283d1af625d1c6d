package io.signalbox.orchestrator.agent;

import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.agent.Agent.VersionDraft;
import io.signalbox.orchestrator.agent.AgentCommand.PublishAgent;
import io.signalbox.orchestrator.agent.AgentCommand.PublishAgentVersion;
import io.signalbox.orchestrator.agent.AgentEvent.AgentCreated;
import io.signalbox.orchestrator.agent.AgentEvent.AgentVersionPublished;
import io.signalbox.testing.Decider;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentDeciderTest {
  private static final AgentEvent CREATED = new AgentCreated("clerk", "answers mail");
  private static final String HASH = "a1b2c3d4e5f6";
  private static final String OTHER_HASH = "ffeeddccbbaa";

  private final Decider<Agent, AgentCommand, AgentEvent> agents =
      new Decider<>(
          new Agent.Unknown(), AgentDecider::decide, Agent::evolve, UnaryOperator.identity());

  @Test
  void shouldCreateTheAgentWithItsFirstVersion() {
    agents
        .given()
        .when(new PublishAgent("clerk", "answers mail", draft("v1", "1.0", HASH)))
        .then(CREATED, published("v1", "1.0", HASH));
  }

  @Test
  void shouldGrantTheSameConfigTwiceAndChangeNothing() {
    agents
        .given(CREATED, published("v1", "1.0", HASH))
        .when(new PublishAgent("clerk", null, draft("v2", "2.0", HASH)))
        .then();
  }

  @Test
  void shouldPublishAnotherConfigUnderItsTag() {
    agents
        .given(CREATED, published("v1", "1.0", HASH))
        .when(new PublishAgentVersion(draft("v2", "2.0", OTHER_HASH)))
        .then(published("v2", "2.0", OTHER_HASH));
  }

  @Test
  void shouldSuffixATagThatAnotherConfigHasTaken() {
    agents
        .given(CREATED, published("v1", "auto", HASH))
        .when(new PublishAgentVersion(draft("v2", null, OTHER_HASH)))
        .then(published("v2", "auto-ffeeddcc", OTHER_HASH));
  }

  @Test
  void shouldRefuseAVersionOfAnAgentThatDoesNotExist() {
    agents
        .given()
        .when(new PublishAgentVersion(draft("v1", "1.0", HASH)))
        .thenRejected(Rejection.NOT_FOUND);
  }

  private static VersionDraft draft(String id, @Nullable String tag, String hash) {
    return new VersionDraft(id, Optional.ofNullable(tag), "{}", hash, null);
  }

  private static AgentEvent published(String id, String tag, String hash) {
    return new AgentVersionPublished(id, tag, "{}", hash, null);
  }
}
