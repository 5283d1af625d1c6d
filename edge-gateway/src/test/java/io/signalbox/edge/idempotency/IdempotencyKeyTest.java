package io.signalbox.edge.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

/// What is a key, what it means, and which answers are the last word.
class IdempotencyKeyTest {

  @Test
  void shouldTakeVisibleAsciiOfUpTo255Characters() {
    String longest = "~".repeat(255);
    assertThat(IdempotencyKey.parse(List.of("!"))).isEqualTo("!");
    assertThat(IdempotencyKey.parse(List.of(longest))).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "\u007f", "a\tb"})
  void shouldRefuseWhatIsNoKey(String key) {
    assertThatThrownBy(() -> IdempotencyKey.parse(List.of(key)))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void shouldRefuseLongKeysAndSeveral() {
    assertThatThrownBy(() -> IdempotencyKey.parse(List.of("a".repeat(256))))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> IdempotencyKey.parse(List.of("a", "b")))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void shouldTellScopesApart() {
    byte[] scope = IdempotencyKey.scope("t", "POST", "/a", "k");
    assertThat(IdempotencyKey.scope("t", "POST", "/a", "k")).isEqualTo(scope);
    assertThat(IdempotencyKey.scope("u", "POST", "/a", "k")).isNotEqualTo(scope);
    assertThat(IdempotencyKey.scope("t", "POST", "/b", "k")).isNotEqualTo(scope);
    assertThat(IdempotencyKey.scope("t", "POST", "/", "ak")).isNotEqualTo(scope);
  }

  @Test
  void shouldKeepOnlyLastWords() {
    HttpHeaders none = new HttpHeaders();
    HttpHeaders elsewhere = new HttpHeaders();
    elsewhere.set(HttpHeaders.LOCATION, "/x");
    byte[] body = {};
    for (int status : new int[] {200, 201, 202, 204, 400, 404, 409, 410, 413, 422}) {
      assertThat(StoredAnswer.of(status, none, body).isFinal()).as("%d", status).isTrue();
    }
    for (int status : new int[] {401, 403, 408, 429, 500, 503}) {
      assertThat(StoredAnswer.of(status, none, body).isFinal()).as("%d", status).isFalse();
    }
    assertThat(StoredAnswer.of(202, elsewhere, body).isFinal()).isFalse();
    assertThat(StoredAnswer.of(201, elsewhere, body).isFinal()).isTrue();
    assertThat(StoredAnswer.of(200, none, new byte[64 * 1024 + 1]).isFinal()).isFalse();
  }
}
