package io.signalbox.orchestrator.model.provider;

import io.signalbox.orchestrator.model.ModelCall;
import java.util.ArrayList;
import java.util.List;

/// Counts and cuts text. The providers without a model report words as tokens.
final class Words {
  private Words() {}

  static long count(ModelCall call) {
    return call.messages().stream().mapToLong(said -> count(said.text())).sum();
  }

  static long count(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  /// Cuts text into `chunks` pieces whose lengths differ by at most one code point; fewer where the
  /// text has fewer code points.
  static List<String> cut(String text, int chunks) {
    int[] points = text.codePoints().toArray();
    int pieces = Math.min(chunks, points.length);
    List<String> cut = new ArrayList<>(pieces);
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) points.length * i / pieces);
      int to = (int) ((long) points.length * (i + 1) / pieces);
      cut.add(new String(points, from, to - from));
    }
    return cut;
  }
}
