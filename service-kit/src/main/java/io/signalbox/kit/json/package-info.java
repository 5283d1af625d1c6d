/// JSON beside Avro: how a record looks to people, and one canonical form for hashing.
@NullMarked
package io.signalbox.kit.json;

import org.jspecify.annotations.NullMarked;
