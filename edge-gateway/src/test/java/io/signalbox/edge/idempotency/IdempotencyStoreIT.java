package io.signalbox.edge.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.EdgeTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;

/// Keys in Postgres, at times of our choice.
class IdempotencyStoreIT extends EdgeTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final IdempotencySettings SETTINGS =
      new IdempotencySettings(
          Duration.ofHours(24),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1));

  @Autowired private EdgeDatabase database;
  private final Instant began = Instant.parse("2026-01-01T00:00:00Z");
  private final String key = UUID.randomUUID().toString();

  @Test
  void shouldGiveAKeyToOneOnly() {
    List<Claim> claims =
        Flux.range(0, 20).flatMap(_ -> at(0).claim(wish("a"))).collectList().block(LONG);
    assertThat(claims).filteredOn(Claim.Mine.class::isInstance).hasSize(1);
    assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(19);
  }

  @Test
  void shouldReplayWhatWasAnswered() {
    // given
    Claim.Mine mine = mine(0, "a");
    HttpHeaders headers = new HttpHeaders();
    headers.add("Location", "/x");
    headers.add("Location", "/y");

    // when
    at(1).keep(mine, StoredAnswer.of(201, headers, "{}".getBytes(UTF_8))).block(LONG);

    // then
    assertThat(claim(2, "a"))
        .isInstanceOfSatisfying(
            Claim.Answered.class,
            answered -> {
              HttpHeaders replayed = new HttpHeaders();
              answered.answer().addHeadersTo(replayed);
              assertThat(replayed.get("Location")).containsExactly("/x", "/y");
              assertThat(answered.answer().status()).isEqualTo(201);
              assertThat(answered.answer().body()).isEqualTo("{}".getBytes(UTF_8));
            });
    assertThat(claim(2, "b")).isInstanceOf(Claim.Reused.class);
  }

  @Test
  void shouldTakeOverWithTheSameTokenWhenATryHasDied() {
    Claim.Mine first = mine(0, "a");
    assertThat(claim(29, "a")).isInstanceOf(Claim.Busy.class);
    assertThat(claim(31, "b")).isInstanceOf(Claim.Reused.class);
    Claim.Mine second = mine(31, "a");
    assertThat(second.token()).isEqualTo(first.token());

    // the first one is not dead after all, but has no say any more
    at(32).keep(first, StoredAnswer.of(500, new HttpHeaders(), new byte[0])).block(LONG);
    at(32).release(first).block(LONG);
    assertThat(claim(33, "a")).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void shouldGiveTheSameTokenToTheNextTry() {
    Claim.Mine first = mine(0, "a");
    at(1).release(first).block(LONG);
    assertThat(claim(1, "b")).isInstanceOf(Claim.Reused.class);
    assertThat(mine(1, "a").token()).isEqualTo(first.token());
  }

  @Test
  void shouldForgetAfterADay() {
    Claim.Mine first = mine(0, "a");
    at(1).keep(first, StoredAnswer.of(200, new HttpHeaders(), new byte[0])).block(LONG);
    long day = Duration.ofDays(1).toSeconds();
    assertThat(claim(day - 1, "a")).isInstanceOf(Claim.Answered.class);
    Claim.Mine again = mine(day, "b");
    assertThat(again.token()).isNotEqualTo(first.token());
    assertThat(claim(day + 1, "b")).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void shouldPurgeWhatIsNoLongerKept() {
    Claim.Mine mine = mine(0, "a");
    at(1).keep(mine, StoredAnswer.of(200, new HttpHeaders(), new byte[0])).block(LONG);
    long day = Duration.ofDays(1).toSeconds();
    new ExpiredKeys(at(day - 1), SETTINGS).purge().block(LONG);
    assertThat(claim(day - 1, "a")).isInstanceOf(Claim.Answered.class);
    Long removed = new ExpiredKeys(at(day), SETTINGS).purge().block(LONG);
    assertThat(removed).isPositive();
    assertThat(mine(1, "a").token()).isNotEqualTo(mine.token());
  }

  private Claim.Mine mine(long second, String body) {
    Claim claim = claim(second, body);
    assertThat(claim).isInstanceOf(Claim.Mine.class);
    return (Claim.Mine) claim;
  }

  private Claim claim(long second, String body) {
    return at(second).claim(wish(body)).blockOptional(LONG).orElseThrow();
  }

  private IdempotencyStore at(long second) {
    Clock clock = Clock.fixed(began.plusSeconds(second), ZoneOffset.UTC);
    return new IdempotencyStore(database, SETTINGS, clock);
  }

  private Wish wish(String body) {
    return new Wish("default", "POST", "/api/x", key, body.getBytes(UTF_8));
  }
}
