/// The session on the log: the only writer of `session.events`.
@NullMarked
package io.signalbox.orchestrator.session.kafka;

import org.jspecify.annotations.NullMarked;
