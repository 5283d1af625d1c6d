/// What is asked of the edge's speed: many watchers, idle connections, long histories, many runs.
@NullMarked
package io.signalbox.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
