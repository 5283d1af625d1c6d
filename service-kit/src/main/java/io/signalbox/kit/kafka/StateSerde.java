package io.signalbox.kit.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// JSON for the state of an aggregate in its store. Only the service that owns the aggregate reads
/// it; a golden sample in each service keeps yesterday's states readable.
public final class StateSerde {
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
  private interface Tagged {}

  private StateSerde() {}

  /// A serde for states with their seq.
  ///
  /// @param state the type of the state
  /// @param sealedTypes the sealed types in it, itself perhaps among them; their cases are told
  ///   apart by name
  public static <S> Serde<Versioned<S>> of(Class<S> state, List<Class<?>> sealedTypes) {
    JsonMapper mapper = mapper(sealedTypes);
    JavaType type = mapper.getTypeFactory().constructParametricType(Versioned.class, state);
    return serde(mapper, type);
  }

  /// A serde for a plain record kept beside states.
  public static <T> Serde<T> plain(Class<T> type) {
    JsonMapper mapper = mapper(List.of());
    return serde(mapper, mapper.constructType(type));
  }

  private static <T> Serde<T> serde(JsonMapper mapper, JavaType type) {
    return Serdes.serdeFrom(
        (_, value) -> value == null ? null : mapper.writerFor(type).writeValueAsBytes(value),
        (_, bytes) -> bytes == null ? null : mapper.readerFor(type).readValue(bytes));
  }

  private static JsonMapper mapper(List<Class<?>> sealedTypes) {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later version
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // an earlier one had none
            .changeDefaultPropertyInclusion(
                each -> each.withValueInclusion(JsonInclude.Include.NON_NULL));
    for (Class<?> type : sealedTypes) {
      builder.addMixIn(type, Tagged.class).registerSubtypes(type.getPermittedSubclasses());
    }
    return builder.build();
  }
}
