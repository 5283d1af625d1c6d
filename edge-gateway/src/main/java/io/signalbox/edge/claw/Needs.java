package io.signalbox.edge.claw;

/// Who may call a method.
public sealed interface Needs {

  /// Operators with this scope, asked for or implied.
  record Having(Scope scope) implements Needs {}

  /// Every operator.
  record Anybody() implements Needs {}

  /// Nodes, and nobody else.
  record NodeOnly() implements Needs {}

  /// Operators with this scope, asked for or implied.
  static Needs scope(Scope scope) {
    return new Having(scope);
  }

  /// Every operator, whatever its scopes.
  static Needs anybody() {
    return new Anybody();
  }

  /// Nodes, and nobody else.
  static Needs nodeOnly() {
    return new NodeOnly();
  }
}
