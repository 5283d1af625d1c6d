package io.signalbox.kit.kafka;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a record that our code fails on: a bug, so a dead letter and an error for people
/// to look at, rather than a partition that stands still on it.
public final class UnprocessableRecords implements ProcessingExceptionHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(UnprocessableRecords.class);

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    boolean dead = DeadLetters.accepts(context.topic()) && !Outages.isOutage(exception);
    LOGGER
        .atError()
        .addKeyValue("topic", context.topic())
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .setCause(exception)
        .log(
            dead
                ? "record that cannot be applied becomes a dead letter"
                : "record cannot be applied for now");
    return dead
        ? Response.resume(
            DeadLetters.of(
                context,
                context.sourceRawKey(),
                context.sourceRawValue(),
                context.headers(),
                exception))
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {}
}
