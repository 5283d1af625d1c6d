@NullMarked
package io.signalbox.edge.claw.method;

import org.jspecify.annotations.NullMarked;
