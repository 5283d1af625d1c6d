/// A server that only writes bytes, as the floor beneath the edge.
@NullMarked
package io.signalbox.benchmarks.edge.floor;

import org.jspecify.annotations.NullMarked;
