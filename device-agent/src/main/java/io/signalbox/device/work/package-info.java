/// Executes calls, once each, and reports what came of them.
@NullMarked
package io.signalbox.device.work;

import org.jspecify.annotations.NullMarked;
