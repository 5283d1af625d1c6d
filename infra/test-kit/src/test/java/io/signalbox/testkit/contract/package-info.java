/// What others may rely on: the wire format, read and written by code that is not ours.
@NullMarked
package io.signalbox.testkit.contract;

import org.jspecify.annotations.NullMarked;
