/// From records to bytes and back: Avro in the Confluent wire format, by whichever serde is
/// configured.
@NullMarked
package io.signalbox.schemas.serde;

import org.jspecify.annotations.NullMarked;
