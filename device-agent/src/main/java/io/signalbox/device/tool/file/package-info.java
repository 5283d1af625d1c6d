/// Files below a folder that the configuration names.
@NullMarked
package io.signalbox.device.tool.file;

import org.jspecify.annotations.NullMarked;
