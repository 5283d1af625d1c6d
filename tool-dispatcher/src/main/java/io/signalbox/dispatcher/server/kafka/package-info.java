/// The workers that execute tools of target `server`: calls from the queue, results to the log.
@NullMarked
package io.signalbox.dispatcher.server.kafka;

import org.jspecify.annotations.NullMarked;
