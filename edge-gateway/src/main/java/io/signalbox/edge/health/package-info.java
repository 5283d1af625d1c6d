/// How this instance fares: what it needs, checked now and then, and what follows for those who
/// ask.
@NullMarked
package io.signalbox.edge.health;

import org.jspecify.annotations.NullMarked;
