/// What a device can do, and how the arguments of a call are read.
@NullMarked
package io.signalbox.device.tool;

import org.jspecify.annotations.NullMarked;
