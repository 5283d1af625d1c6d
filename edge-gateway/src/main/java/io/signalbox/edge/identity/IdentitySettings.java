package io.signalbox.edge.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who is let in.
///
/// @param loopbackWithoutCredentials whether callers on this very machine are the default tenant
///   without any proof; for local stacks only
@ConfigurationProperties("signalbox.edge")
record IdentitySettings(@DefaultValue("false") boolean loopbackWithoutCredentials) {}
