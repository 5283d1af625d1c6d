package io.signalbox.edge.idempotency;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The database as the edge writes to it: as the owner of its own schema, which sees no view.
///
/// @param url R2DBC address
/// @param connections how many at most
@ConfigurationProperties("signalbox.edge.store")
record StoreSettings(
    String url, String user, String password, @DefaultValue("5") int connections) {}
