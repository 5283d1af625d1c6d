/// Child processes, their identities and their ports: what the operating system knows, without any
/// service in sight.
@NullMarked
package io.signalbox.stack.process;

import org.jspecify.annotations.NullMarked;
