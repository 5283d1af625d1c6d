package io.signalbox.edge.claw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private static final CallerTwin READER =
      CallerTwin.operator("reader", "a", Set.of(Scope.READ));
  private static final CallerTwin APPROVER =
      CallerTwin.operator("approver", "a", Set.of(Scope.READ, Scope.APPROVALS));
  private static final CallerTwin OTHER = CallerTwin.operator("other", "b", Set.of(Scope.READ));
  private static final CallerTwin NODE = CallerTwin.node("node", "a");

  @Test
  void shouldBeEverybody() {
    assertThat(ids(Audience.all())).containsExactly("reader", "approver", "other", "node");
  }

  @Test
  void shouldBeOfOneTenant() {
    assertThat(ids(Audience.of("a"))).containsExactly("reader", "approver", "node");
  }

  @Test
  void shouldBeOfARoleOrAScopeOrBoth() {
    assertThat(ids(Audience.all().with(Role.NODE))).containsExactly("node");
    assertThat(ids(Audience.all().with(Role.OPERATOR)))
        .containsExactly("reader", "approver", "other");
    assertThat(ids(Audience.of("a").with(Scope.READ))).containsExactly("reader", "approver");
    assertThat(ids(Audience.all().with(Scope.APPROVALS))).containsExactly("approver");
    assertThat(ids(Audience.all().with(Role.NODE).with(Scope.READ))).isEmpty();
  }

  @Test
  void shouldIncludeAndExcludeByName() {
    assertThat(ids(new Audience(null, null, null, Set.of("reader", "node"), Set.of())))
        .containsExactly("reader", "node");
    assertThat(ids(new Audience(null, null, null, Set.of(), Set.of("reader"))))
        .containsExactly("approver", "other", "node");
    assertThat(ids(new Audience(null, null, null, Set.of("reader", "node"), Set.of("node"))))
        .containsExactly("reader");
  }

  @Test
  void shouldSayWhatACallerLacks() {
    assertThat(Calls.missing(READER, Needs.scope(Scope.READ))).isNull();
    assertThat(Calls.missing(READER, Needs.anybody())).isNull();
    assertThat(Calls.missing(READER, Needs.scope(Scope.WRITE)))
        .isEqualTo("missing scope: operator.write");
    assertThat(Calls.missing(READER, Needs.nodeOnly())).isEqualTo("unauthorized role: operator");
    assertThat(Calls.missing(NODE, Needs.nodeOnly())).isNull();
    assertThat(Calls.missing(NODE, Needs.anybody())).isEqualTo("unauthorized role: node");
    assertThat(Calls.missing(NODE, Needs.scope(Scope.READ))).isEqualTo("unauthorized role: node");
  }

  private static List<String> ids(Audience audience) {
    return List.of(READER, APPROVER, OTHER, NODE).stream()
        .filter(audience::has)
        .map(Caller::connectionId)
        .toList();
  }
}
