/// What a device knows of a tool call, from its receipt until its result is acknowledged. Pure.
@NullMarked
package io.signalbox.device.call;

import org.jspecify.annotations.NullMarked;
