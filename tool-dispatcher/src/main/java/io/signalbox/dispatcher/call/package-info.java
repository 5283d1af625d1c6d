/// What a tool call is, which changes it allows, and which device it goes to; pure.
@NullMarked
package io.signalbox.dispatcher.call;

import org.jspecify.annotations.NullMarked;
