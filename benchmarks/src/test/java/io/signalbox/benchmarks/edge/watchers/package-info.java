@NullMarked
package io.signalbox.benchmarks.edge.watchers;

import org.jspecify.annotations.NullMarked;
