/// Tests of the package.
@NullMarked
package io.signalbox.edge.cluster;

import org.jspecify.annotations.NullMarked;
