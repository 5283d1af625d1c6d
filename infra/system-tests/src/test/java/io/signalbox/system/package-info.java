/// Whole stacks under test, seen only from outside: HTTP, sockets, topics and views.
@NullMarked
package io.signalbox.system;

import org.jspecify.annotations.NullMarked;
