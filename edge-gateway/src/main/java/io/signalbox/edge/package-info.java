/// The front door: speaks to clients, watchers and devices, and holds nothing but their
/// connections.
@NullMarked
package io.signalbox.edge;

import org.jspecify.annotations.NullMarked;
