/// The connection to the edge: frames, reconnecting, signs of life.
@NullMarked
package io.signalbox.device.link;

import org.jspecify.annotations.NullMarked;
