package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a chat shows of a long history.
class ChatMessagesTest {
  private static final int MOST = 6 * 1024 * 1024;

  @Test
  void shouldShowTheNewestThatFitIntoSixMebibytesOldestFirst() {
    // given eight messages of about a mebibyte each, in two bytes a letter
    List<ObjectNode> newestFirst = new ArrayList<>();
    for (int each = 8; each > 0; each--) {
      newestFirst.add(ChatMessages.message("user", "ö".repeat(512 * 1024), each));
    }

    // when
    ArrayNode shown = ChatMessages.fitting(newestFirst, MOST);

    // then
    assertThat(shown)
        .extracting(each -> each.get("timestamp").intValue())
        .containsExactly(4, 5, 6, 7, 8);
    assertThat(shown.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThan(MOST);
  }

  @Test
  void shouldShowAllWhenAllFits() {
    ObjectNode one = ChatMessages.message("user", "hi", 1);
    int bytes = one.toString().length();
    assertThat(ChatMessages.fitting(List.of(one, one), 2L * (bytes + 1))).hasSize(2);
    assertThat(ChatMessages.fitting(List.of(one, one), 2L * (bytes + 1) - 1)).hasSize(1);
  }
}
