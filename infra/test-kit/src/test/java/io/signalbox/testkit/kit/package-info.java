/// The service kit against real backing services.
@NullMarked
package io.signalbox.testkit.kit;

import org.jspecify.annotations.NullMarked;
