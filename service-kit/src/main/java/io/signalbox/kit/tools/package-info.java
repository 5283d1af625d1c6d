/// The tools that Signalbox executes itself: what an agent may declare, and what follows from it
/// without asking the world. Read when an agent is published, and again when a call is executed.
@NullMarked
package io.signalbox.kit.tools;

import org.jspecify.annotations.NullMarked;
