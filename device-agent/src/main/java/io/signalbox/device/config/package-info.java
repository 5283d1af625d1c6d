/// What the person who runs the device has allowed and set.
@NullMarked
package io.signalbox.device.config;

import org.jspecify.annotations.NullMarked;
