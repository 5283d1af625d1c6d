/// The run: its states, what it accepts, what it sets going. Pure.
@NullMarked
package io.signalbox.orchestrator.run;

import org.jspecify.annotations.NullMarked;
