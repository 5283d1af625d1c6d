/// The rules of a session: which of its runs may begin, and what the next one is told. Pure.
@NullMarked
package io.signalbox.orchestrator.session;

import org.jspecify.annotations.NullMarked;
