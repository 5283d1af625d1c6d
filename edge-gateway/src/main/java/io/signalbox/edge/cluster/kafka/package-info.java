/// How edges hear of each other: the topic that all of them write and read.
@NullMarked
package io.signalbox.edge.cluster.kafka;

import org.jspecify.annotations.NullMarked;
