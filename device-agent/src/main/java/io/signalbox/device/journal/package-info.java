/// The calls of a device on its disk, so that a device that was killed still knows what it owes.
@NullMarked
package io.signalbox.device.journal;

import org.jspecify.annotations.NullMarked;
