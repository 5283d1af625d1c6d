/// The agent and its immutable versions. Pure.
@NullMarked
package io.signalbox.orchestrator.agent;

import org.jspecify.annotations.NullMarked;
