package io.signalbox.device.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;

class BoundedTextTest {

  @Property
  void shouldFitAndBeTheBeginning(@ForAll byte[] bytes, @ForAll @IntRange(max = 40) int room) {
    String text = new String(bytes, UTF_8);
    BoundedText bounded = BoundedText.of(text, room);
    String json = JsonMapper.shared().writeValueAsString(bounded.text());
    assertThat(json.getBytes(UTF_8).length - 2).isLessThanOrEqualTo(room);
    assertThat(bounded.jsonBytes()).isGreaterThanOrEqualTo(json.getBytes(UTF_8).length - 2);
    assertThat(text.replace('\0', '\uFFFD')).startsWith(bounded.text());
    assertThat(bounded.cut()).isEqualTo(bounded.text().length() < text.length());
    assertThat(bounded.text()).doesNotContain("\0");
  }
}
