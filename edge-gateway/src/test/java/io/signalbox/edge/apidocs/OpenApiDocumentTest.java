package io.signalbox.edge.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import io.signalbox.edge.apidocs.OpenApi.Operation;
import io.signalbox.edge.hsafa.problem.Problem;
import io.signalbox.edge.hsafa.problem.ProblemCode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document by itself: valid, whole, and with the codes of the code.
class OpenApiDocumentTest {
  private static final OpenApi API = OpenApi.read();

  @Test
  void shouldBeValidOpenApi() {
    assertThat(
            Schemas.errors("openapi-3.1.json", SpecificationVersion.DRAFT_2020_12, API.document()))
        .isEmpty();
  }

  @Test
  void shouldBeReadByAParser() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(API.document().toString(), List.of(), options);
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths().keySet())
        .isEqualTo(Set.copyOf(API.document().get("paths").propertyNames()));
  }

  @Test
  void shouldReferToAllThatIsThereAndToNothingElse() {
    assertThat(Schemas.brokenReferences(API.document())).isEmpty();
    assertThat(Schemas.strayNames(API.document())).isEmpty();
    Set<String> referred =
        API.document().findValues("$ref").stream()
            .map(JsonNode::stringValue)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there = new TreeSet<>();
    API.document()
        .get("components")
        .properties()
        .forEach(kind ->
            kind.getValue()
                .propertyNames()
                .forEach(name -> there.add("#/components/" + kind.getKey() + "/" + name)));
    there.removeAll(referred);
    assertThat(there).as("components that nothing refers to").isEmpty();
  }

  @Test
  void shouldHoldValidSchemasWithValidExamples() {
    API.document()
        .at("/components/schemas")
        .properties()
        .forEach(each -> {
          JsonNode schema = each.getValue();
          assertThat(Schemas.errorsOfSchema(schema)).as(each.getKey()).isEmpty();
          schema
              .path("examples")
              .forEach(example ->
                  assertThat(API.schemas().errors(schema, example))
                      .as(each.getKey() + " " + example)
                      .isEmpty());
        });
  }

  @Test
  void shouldSayOfEachOperationWhatItIs() {
    Set<String> tags = new TreeSet<>();
    API.document().get("tags").forEach(tag -> tags.add(tag.get("name").stringValue()));
    List<String> ids = new ArrayList<>();
    for (Operation operation : API.operations().values()) {
      JsonNode node = operation.node();
      ids.add(operation.id());
      assertThat(node.get("summary").stringValue()).as(operation.toString()).endsWith(".");
      assertThat(node.get("tags").size()).as(operation.toString()).isEqualTo(1);
      assertThat(tags).contains(node.get("tags").get(0).stringValue());
      if (operation.method().equals("POST")) {
        assertThat(API.parameters(operation))
            .as(operation.toString())
            .contains("header:idempotency-key");
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(API.document().get("paths").findValues("operationId")).hasSameSizeAs(ids);
  }

  @Test
  void shouldExplainEveryProblemCode() {
    ObjectNode problems = Parts.read("openapi.yaml").get(HttpDocument.PROBLEMS).asObject();
    Set<String> names =
        Arrays.stream(ProblemCode.values())
            .map(ProblemCode::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(new TreeSet<>(problems.propertyNames()))
        .as("codes in apidocs/http/problems.yaml, and those of ProblemCode")
        .isEqualTo(names);
    for (ProblemCode code : ProblemCode.values()) {
      JsonNode explained = problems.get(code.name());
      JsonNode sent = JsonMapper.shared().readTree(Problem.of(code, "x").json("/y"));
      assertThat(explained.get("status")).as(code.name()).isEqualTo(sent.get("status"));
      assertThat(explained.get("title")).as(code.name()).isEqualTo(sent.get("title"));
      assertThat(HttpDocument.code(code.name(), explained)).isEqualTo(code.wireName());
      assertThat(API.schemas().errors(API.document().at("/components/schemas/Problem"), sent))
          .isEmpty();
    }
  }

  @Test
  void shouldHaveValidExamplesOfProblems() {
    for (Operation operation : API.operations().values()) {
      operation
          .node()
          .get("responses")
          .properties()
          .forEach(response -> {
            JsonNode content = response.getValue().at("/content/application~1problem+json");
            content
                .path("examples")
                .forEach(example ->
                    assertThat(API.schemas().errors(content.get("schema"), example.get("value")))
                        .as(operation + " " + response.getKey())
                        .isEmpty());
          });
    }
  }
}
