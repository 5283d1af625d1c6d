/// The agent on the log: the only writer of `agent.events`.
@NullMarked
package io.signalbox.orchestrator.agent.kafka;

import org.jspecify.annotations.NullMarked;
