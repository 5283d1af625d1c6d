/// Tool calls and their results as tables.
@NullMarked
package io.signalbox.dispatcher.call.view;

import org.jspecify.annotations.NullMarked;
