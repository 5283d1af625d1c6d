package io.signalbox.edge.claw;

import io.signalbox.edge.json.Fields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a client asks for with `connect`.
///
/// @param role as given; operator when it is not
/// @param scopes as given
/// @param commands those that a node declares
record ConnectRequest(
    long minProtocol,
    long maxProtocol,
    Hello.Client client,
    String role,
    List<String> scopes,
    List<String> caps,
    List<String> commands,
    ObjectNode permissions,
    @Nullable String pathEnv,
    @Nullable String token,
    @Nullable String password,
    @Nullable DeviceProof device,
    @Nullable String locale,
    @Nullable String userAgent) {
  private static final int LONGEST = 256;
  private static final int LONGEST_PATH = 8192;
  private static final int LONGEST_PROOF = 4096;
  private static final long MOST = Integer.MAX_VALUE;
  private static final Set<String> NAMES =
      Set.of(
          "minProtocol", "maxProtocol", "client", "role", "scopes", "caps", "commands",
          "permissions", "pathEnv", "auth", "device", "locale", "userAgent");
  private static final Set<String> CLIENT =
      Set.of(
          "id", "displayName", "version", "platform", "deviceFamily", "modelIdentifier", "mode",
          "instanceId");
  private static final Set<String> AUTH = Set.of("token", "password");
  private static final Set<String> DEVICE =
      Set.of("id", "publicKey", "signature", "signedAt", "nonce");

  static ConnectRequest of(Fields fields) {
    only(fields, NAMES);
    Fields auth = part(fields.optionalObject("auth"), AUTH);
    Fields permissions = fields.optionalObject("permissions");
    return new ConnectRequest(
        number(fields, "minProtocol"),
        number(fields, "maxProtocol"),
        client(fields.object("client")),
        fields.any("role") == null ? Role.OPERATOR.wireName() : fields.text("role", LONGEST),
        fields.texts("scopes", LONGEST),
        fields.texts("caps", LONGEST),
        fields.texts("commands", LONGEST),
        permissions == null ? JsonNodeFactory.instance.objectNode() : permissions.node(),
        fields.optionalText("pathEnv", LONGEST_PATH),
        auth == null ? null : auth.optionalText("token", LONGEST_PROOF),
        auth == null ? null : auth.optionalText("password", LONGEST_PROOF),
        device(part(fields.optionalObject("device"), DEVICE)),
        fields.optionalText("locale", LONGEST),
        fields.optionalText("userAgent", LONGEST_PROOF));
  }

  private static Hello.Client client(Fields fields) {
    only(fields, CLIENT);
    return new Hello.Client(
        fields.text("id", LONGEST),
        fields.optionalText("displayName", LONGEST),
        fields.text("version", LONGEST),
        fields.text("platform", LONGEST),
        fields.optionalText("deviceFamily", LONGEST),
        fields.optionalText("modelIdentifier", LONGEST),
        fields.text("mode", LONGEST),
        fields.optionalText("instanceId", LONGEST));
  }

  private static @Nullable DeviceProof device(@Nullable Fields fields) {
    return fields == null
        ? null
        : new DeviceProof(
            fields.text("id", LONGEST),
            fields.text("publicKey", LONGEST_PROOF),
            fields.text("signature", LONGEST_PROOF),
            number(fields, "signedAt", Long.MAX_VALUE),
            fields.optionalText("nonce", LONGEST));
  }

  private static long number(Fields fields, String name) {
    return number(fields, name, MOST);
  }

  private static long number(Fields fields, String name, long most) {
    Long found = fields.optionalNumber(name, 1, most);
    if (found == null && fields.any(name) == null) {
      fields.reject(name, "a whole number");
    }
    return found == null ? 0 : found;
  }

  private static @Nullable Fields part(@Nullable Fields fields, Set<String> names) {
    if (fields != null) {
      only(fields, names);
    }
    return fields;
  }

  private static void only(Fields fields, Set<String> names) {
    fields.node().propertyNames().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> fields.reject(name, "absent"));
  }
}
