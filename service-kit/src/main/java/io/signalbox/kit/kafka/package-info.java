/// The way into and out of the log: topics at start, streams, commands and their answers.
@NullMarked
package io.signalbox.kit.kafka;

import org.jspecify.annotations.NullMarked;
