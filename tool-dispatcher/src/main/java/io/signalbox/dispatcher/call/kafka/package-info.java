/// Tool calls over Kafka Streams: the only writer of `tool.events` and `device.dispatch`.
@NullMarked
package io.signalbox.dispatcher.call.kafka;

import org.jspecify.annotations.NullMarked;
