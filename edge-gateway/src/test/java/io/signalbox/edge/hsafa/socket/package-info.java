/// Tests of the package.
@NullMarked
package io.signalbox.edge.hsafa.socket;

import org.jspecify.annotations.NullMarked;
