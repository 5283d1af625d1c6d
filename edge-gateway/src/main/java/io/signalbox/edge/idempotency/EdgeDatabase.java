package io.signalbox.edge.idempotency;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/// Connections to the schema of the edge. They are apart from those that read views, whose role can
/// do nothing else.
@Component
public final class EdgeDatabase implements DisposableBean {
  private static final Duration CONNECTING = Duration.ofSeconds(3);

  /// A burst waits in line; a server that is away shows by the time of connecting.
  private static final Duration WAITING = Duration.ofSeconds(10);

  private final ConnectionPool pool;
  private final DatabaseClient client;

  EdgeDatabase(StoreSettings settings) {
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(settings.url())
            .mutate()
            .option(ConnectionFactoryOptions.USER, settings.user())
            .option(ConnectionFactoryOptions.PASSWORD, settings.password())
            .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, CONNECTING)
            .build();
    pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .initialSize(0)
                .maxSize(settings.connections())
                .maxAcquireTime(WAITING)
                .maxCreateConnectionTime(CONNECTING)
                .build());
    client = DatabaseClient.create(pool);
  }

  /// The client of these connections.
  public DatabaseClient client() {
    return client;
  }

  @Override
  public void destroy() {
    pool.dispose();
  }
}
