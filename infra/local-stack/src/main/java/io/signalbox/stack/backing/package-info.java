/// The services that Signalbox stands on, each as a real process of its own: Kafka, Postgres, the
/// schema registry.
@NullMarked
package io.signalbox.stack.backing;

import org.jspecify.annotations.NullMarked;
