package io.signalbox.edge.idempotency;

import io.r2dbc.spi.Readable;
import io.signalbox.kit.Ids;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keys and what became of them, in Postgres: all instances see the same.
@Component
final class IdempotencyStore {
  private static final String CLAIM =
      "INSERT INTO edge.idempotency AS i"
          + " (scope, tenant_id, body_hash, token, holder, claimed_at, expires_at)"
          + " VALUES (:scope, :tenant, :hash, :token, :holder, :now, :expires)"
          + " ON CONFLICT (scope) DO UPDATE SET body_hash = excluded.body_hash,"
          + " token = CASE WHEN i.expires_at <= :now THEN excluded.token ELSE i.token END,"
          + " expires_at = CASE WHEN i.expires_at <= :now THEN excluded.expires_at"
          + " ELSE i.expires_at END,"
          + " holder = excluded.holder, claimed_at = excluded.claimed_at,"
          + " status = NULL, headers = NULL, body = NULL"
          + " WHERE i.expires_at <= :now OR (i.status IS NULL AND i.body_hash = excluded.body_hash"
          + " AND (i.claimed_at IS NULL OR i.claimed_at <= :abandoned))"
          + " RETURNING token";
  private static final String LOOK =
      "SELECT body_hash, status, headers, body FROM edge.idempotency WHERE scope = :scope";
  private static final String KEEP =
      "UPDATE edge.idempotency SET status = :status, headers = :headers, body = :body,"
          + " holder = NULL, claimed_at = NULL WHERE scope = :scope AND holder = :holder";
  private static final String RELEASE =
      "UPDATE edge.idempotency SET holder = NULL, claimed_at = NULL"
          + " WHERE scope = :scope AND holder = :holder";
  private static final String PURGE =
      "DELETE FROM edge.idempotency WHERE scope IN (SELECT scope FROM edge.idempotency"
          + " WHERE expires_at <= :now ORDER BY expires_at LIMIT :batch FOR UPDATE SKIP LOCKED)";

  private final DatabaseClient database;
  private final IdempotencySettings settings;
  private final Clock clock;

  IdempotencyStore(EdgeDatabase database, IdempotencySettings settings, Clock clock) {
    this.database = database.client();
    this.settings = settings;
    this.clock = clock;
  }

  /// Takes a key, if nobody else has it: one that is new, no longer kept, given back, or left
  /// behind by a try that died. Only what is no longer kept gets a new token.
  Mono<Claim> claim(Wish wish) {
    return Mono.defer(() -> {
      UUID holder = Ids.next();
      Instant now = clock.instant();
      return database
          .sql(CLAIM)
          .bind("scope", wish.scope())
          .bind("tenant", wish.tenant())
          .bind("hash", wish.bodyHash())
          .bind("token", Ids.next())
          .bind("holder", holder)
          .bind("now", now)
          .bind("expires", now.plus(settings.keep()))
          .bind("abandoned", now.minus(settings.takeOver()))
          .map(row -> Objects.requireNonNull(row.get("token", UUID.class), "token"))
          .one()
          .<Claim>map(token -> new Claim.Mine(wish, token, holder))
          .switchIfEmpty(Mono.defer(() -> look(wish)));
    });
  }

  private Mono<Claim> look(Wish wish) {
    return database
        .sql(LOOK)
        .bind("scope", wish.scope())
        .map(row -> found(wish, row))
        .one()
        .defaultIfEmpty(new Claim.Busy()); // purged this very moment
  }

  private static Claim found(Wish wish, Readable row) {
    if (!MessageDigest.isEqual(wish.bodyHash(), row.get("body_hash", byte[].class))) {
      return new Claim.Reused();
    }
    Integer status = row.get("status", Integer.class);
    String headers = row.get("headers", String.class);
    byte[] body = row.get("body", byte[].class);
    return status == null || headers == null || body == null
        ? new Claim.Busy()
        : new Claim.Answered(new StoredAnswer(status, headers, body));
  }

  /// Keeps the final answer of a try; changes nothing if another one has taken over.
  Mono<Void> keep(Claim.Mine mine, StoredAnswer answer) {
    return database
        .sql(KEEP)
        .bind("scope", mine.wish().scope())
        .bind("holder", mine.holder())
        .bind("status", answer.status())
        .bind("headers", answer.headers())
        .bind("body", answer.body())
        .then();
  }

  /// Gives a key back without an answer: the next try may have it at once, with the same token.
  Mono<Void> release(Claim.Mine mine) {
    return database
        .sql(RELEASE)
        .bind("scope", mine.wish().scope())
        .bind("holder", mine.holder())
        .then();
  }

  /// Removes keys that are no longer kept.
  ///
  /// @return how many, at most `batch`
  Mono<Long> purge(int batch) {
    return Mono.defer(() ->
        database
            .sql(PURGE)
            .bind("now", clock.instant())
            .bind("batch", batch)
            .fetch()
            .rowsUpdated());
  }
}
