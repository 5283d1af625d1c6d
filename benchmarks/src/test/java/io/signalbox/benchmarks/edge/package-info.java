@NullMarked
package io.signalbox.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
