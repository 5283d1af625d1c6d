/// Tests of the package.
@NullMarked
package io.signalbox.edge.hsafa;

import org.jspecify.annotations.NullMarked;
