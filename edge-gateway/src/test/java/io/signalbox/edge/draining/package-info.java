/// Tests of the package.
@NullMarked
package io.signalbox.edge.draining;

import org.jspecify.annotations.NullMarked;
