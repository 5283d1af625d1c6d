/// What a device is and which changes it allows; pure.
@NullMarked
package io.signalbox.registry.device;

import org.jspecify.annotations.NullMarked;
