package io.signalbox.edge.cluster;

/// Takes words to clients, from whichever edge they come.
public interface WordListener {

  /// Hands a word on to the clients of this edge. Must not block.
  void heard(EdgeWord word);
}
