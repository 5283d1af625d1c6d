/// Devices and their sessions as tables.
@NullMarked
package io.signalbox.registry.device.view;

import org.jspecify.annotations.NullMarked;
