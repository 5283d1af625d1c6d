/// The program that watches: a process of its own, so that what it costs is not counted as the
/// edge's.
@NullMarked
package io.signalbox.benchmarks.edge.watchers;

import org.jspecify.annotations.NullMarked;
