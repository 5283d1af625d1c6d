/// The topic catalogue: every topic of Signalbox, typed, with what it keeps and for how long.
@NullMarked
package io.signalbox.schemas.topic;

import org.jspecify.annotations.NullMarked;
