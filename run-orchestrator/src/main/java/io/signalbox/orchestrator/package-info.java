/// The run orchestrator: owns agents and runs.
@NullMarked
package io.signalbox.orchestrator;

import org.jspecify.annotations.NullMarked;
