/// The device registry: owns devices and their sessions.
@NullMarked
package io.signalbox.registry;

import org.jspecify.annotations.NullMarked;
