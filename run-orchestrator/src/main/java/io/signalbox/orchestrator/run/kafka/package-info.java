/// The run on the log: the only writer of `run.events`.
@NullMarked
package io.signalbox.orchestrator.run.kafka;

import org.jspecify.annotations.NullMarked;
