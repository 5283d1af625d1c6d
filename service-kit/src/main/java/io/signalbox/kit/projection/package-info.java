/// From events to tables: batches, with the position stored in the same transaction.
@NullMarked
package io.signalbox.kit.projection;

import org.jspecify.annotations.NullMarked;
