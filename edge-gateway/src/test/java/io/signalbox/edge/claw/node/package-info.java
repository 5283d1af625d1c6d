/// Tests of the package.
@NullMarked
package io.signalbox.edge.claw.node;

import org.jspecify.annotations.NullMarked;
