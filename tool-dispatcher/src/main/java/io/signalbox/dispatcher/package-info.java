/// The tool dispatcher: owns tool calls, from the request to the one result that counts.
@NullMarked
package io.signalbox.dispatcher;

import org.jspecify.annotations.NullMarked;
