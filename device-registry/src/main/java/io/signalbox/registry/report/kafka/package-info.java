/// Reports of devices on the log.
@NullMarked
package io.signalbox.registry.report.kafka;

import org.jspecify.annotations.NullMarked;
