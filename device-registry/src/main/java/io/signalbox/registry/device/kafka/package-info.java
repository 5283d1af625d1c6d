/// Devices over Kafka Streams: the only writer of `device.events`.
@NullMarked
package io.signalbox.registry.device.kafka;

import org.jspecify.annotations.NullMarked;
