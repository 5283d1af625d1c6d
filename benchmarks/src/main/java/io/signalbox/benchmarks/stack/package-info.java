/// Services as processes on a broker, a database and a registry of their own.
@NullMarked
package io.signalbox.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
