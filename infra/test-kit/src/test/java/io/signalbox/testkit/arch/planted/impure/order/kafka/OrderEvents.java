package io.signalbox.testkit.arch.planted.impure.order.kafka;

/// Makes the package above a domain package.
public record OrderEvents(String item) {}
