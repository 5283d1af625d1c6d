/// JSON from outside: strict parsing, and checks that name the path of what is wrong.
@NullMarked
package io.signalbox.edge.json;

import org.jspecify.annotations.NullMarked;
