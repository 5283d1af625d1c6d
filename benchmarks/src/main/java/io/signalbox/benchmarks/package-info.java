/// What is asked of the run engine's speed, and what is measured beside it.
@NullMarked
package io.signalbox.benchmarks;

import org.jspecify.annotations.NullMarked;
