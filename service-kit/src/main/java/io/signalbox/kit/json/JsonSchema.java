package io.signalbox.kit.json;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// A JSON Schema that somebody gave: of draft 2020-12, unless it names another one. References lead
/// to parts of itself only, and nothing is fetched.
public final class JsonSchema {
  private static final int MOST_OBJECTIONS = 10;
  private static final SpecificationVersion DRAFT = SpecificationVersion.DRAFT_2020_12;

  private static final Schema META = registry().getSchema(SchemaLocation.of(DRAFT.getDialectId()));

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /// @throws IllegalArgumentException when the schema makes no sense
  public static JsonSchema of(JsonNode schema) {
    return of(schema, registry());
  }

  /// A schema that is met or missed in a time that grows with the value only, whoever wrote it: its
  /// patterns are those of RE2, which look neither around nor back.
  ///
  /// @throws IllegalArgumentException when the schema makes no sense
  public static JsonSchema ofLinear(JsonNode schema) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().regularExpressionFactory(JsonSchema::linearPattern).build();
    return of(schema, registry(builder -> builder.schemaRegistryConfig(config)));
  }

  private static RegularExpression linearPattern(String text) {
    try {
      Pattern pattern = Pattern.compile(text);
      return value -> pattern.matcher(value).find();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Expected a pattern of RE2, but '%s': %s".formatted(text, e.getDescription()), e);
    }
  }

  private static JsonSchema of(JsonNode schema, SchemaRegistry registry) {
    List<String> objections = texts(META.validate(schema));
    if (!objections.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", objections));
    }
    try {
      Schema read = registry.getSchema(schema);
      read.initializeValidators();
      return new JsonSchema(read);
    } catch (SchemaException | IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// A registry of its own for each: what one schema calls itself is nothing to another.
  private static SchemaRegistry registry() {
    return registry(_ -> {});
  }

  private static SchemaRegistry registry(Consumer<SchemaRegistry.Builder> more) {
    return SchemaRegistry.withDefaultDialect(
        DRAFT,
        builder -> {
          builder.schemaLoader(loader -> loader.fetchRemoteResources(false));
          more.accept(builder);
        });
  }

  /// What is wrong with a value, each beginning with the path of what it is about, as `/q: string
  /// found, integer expected`; nothing if it is as the schema says. At most ten.
  public List<String> objections(JsonNode value) {
    return texts(schema.validate(value));
  }

  private static List<String> texts(List<Error> errors) {
    return errors.stream().map(Error::toString).distinct().limit(MOST_OBJECTIONS).toList();
  }
}
