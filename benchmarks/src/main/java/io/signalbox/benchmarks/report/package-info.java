/// Figures, and how they are shown.
@NullMarked
package io.signalbox.benchmarks.report;

import org.jspecify.annotations.NullMarked;
