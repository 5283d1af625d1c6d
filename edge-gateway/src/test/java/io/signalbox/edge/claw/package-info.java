/// Tests of the package.
@NullMarked
package io.signalbox.edge.claw;

import org.jspecify.annotations.NullMarked;
