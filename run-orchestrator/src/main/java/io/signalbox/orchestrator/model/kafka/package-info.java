/// Model calls as work outside the log: taken from a share group, answered by commands.
@NullMarked
package io.signalbox.orchestrator.model.kafka;

import org.jspecify.annotations.NullMarked;
