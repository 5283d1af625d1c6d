/// Requests to origins that the configuration names.
@NullMarked
package io.signalbox.device.tool.http;

import org.jspecify.annotations.NullMarked;
