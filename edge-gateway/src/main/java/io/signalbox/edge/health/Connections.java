package io.signalbox.edge.health;

/// How many connections of one kind are open.
public interface Connections {

  /// As it stands in answers: `watchers`, `devices` ...
  String kind();

  /// How many there are now.
  int open();
}
