/// One run, carried through all services before the user's eyes, and checked.
@NullMarked
package io.signalbox.stack.demo;

import org.jspecify.annotations.NullMarked;
