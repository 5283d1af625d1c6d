package io.signalbox.kit.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a record whose bytes make no sense: a dead letter if it came from outside, a
/// stopped partition if it is an event of our own or the registry is away.
public final class UndecodableRecords implements DeserializationExceptionHandler {
  private static final Logger LOGGER = LoggerFactory.getLogger(UndecodableRecords.class);

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    boolean dead = DeadLetters.accepts(record.topic()) && !Outages.isOutage(exception);
    LOGGER
        .atError()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .setCause(exception)
        .log(
            dead ? "undecodable record becomes a dead letter" : "record cannot be decoded for now");
    return dead
        ? Response.resume(
            DeadLetters.of(context, record.key(), record.value(), record.headers(), exception))
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {}
}
