/// A model call: what is asked of a provider and what it streams back. Pure.
@NullMarked
package io.signalbox.orchestrator.model;

import org.jspecify.annotations.NullMarked;
