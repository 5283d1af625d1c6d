/// The orchestrator as a process on a broker, a database and a registry of its own.
@NullMarked
package io.signalbox.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
