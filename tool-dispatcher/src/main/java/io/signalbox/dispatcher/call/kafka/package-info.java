/// Tool calls over Kafka Streams: the only writer of `tool.events`, and of calls in
/// `device.dispatch`.
@NullMarked
package io.signalbox.dispatcher.call.kafka;

import org.jspecify.annotations.NullMarked;
