/// What the four services share beside Kafka, JSON and projections: ids and the identity of a
/// process.
@NullMarked
package io.signalbox.kit;

import org.jspecify.annotations.NullMarked;
