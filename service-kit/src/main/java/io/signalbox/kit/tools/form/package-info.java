/// How definitions of tools are read: parts with their place, and texts with variables.
@NullMarked
package io.signalbox.kit.tools.form;

import org.jspecify.annotations.NullMarked;
