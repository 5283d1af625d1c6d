/// Clean code, which every rule lets pass.
@NullMarked
package io.signalbox.testkit.arch.planted.clean.order.kafka;

import org.jspecify.annotations.NullMarked;
