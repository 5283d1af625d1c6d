/// Tests of the package.
@NullMarked
package io.signalbox.edge.idempotency;

import org.jspecify.annotations.NullMarked;
