/// The providers that need no key.
@NullMarked
package io.signalbox.orchestrator.model.provider;

import org.jspecify.annotations.NullMarked;
