/// Commands of runs in quantity, and what came of them; for benchmarks and for tests that need a
/// load.
@NullMarked
package io.signalbox.benchmarks.load;

import org.jspecify.annotations.NullMarked;
