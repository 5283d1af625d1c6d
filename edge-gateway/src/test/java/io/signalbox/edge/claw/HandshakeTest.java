package io.signalbox.edge.claw;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.claw.Handshake.Accepted;
import io.signalbox.edge.claw.Handshake.Outcome;
import io.signalbox.edge.claw.Handshake.Peer;
import io.signalbox.edge.claw.Handshake.Refused;
import io.signalbox.edge.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HandshakeTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String NONCE = "the-nonce";
  private static final Peer LOCAL =
      new Peer(new Principal("default", "user", "loopback"), true, false, "127.0.0.1");
  private static final Peer STRANGER = new Peer(null, false, false, "192.0.2.1");
  private static final Peer PROXIED = new Peer(null, false, true, "127.0.0.1");
  private static final String CLIENT =
      "'client':{'id':'test','version':'1','platform':'linux','mode':'test'}";
  private static final String PLAIN = "{'minProtocol':3,'maxProtocol':3," + CLIENT + "}";

  private final Handshake open = new Handshake("", Duration.ofMinutes(2));
  private final Handshake guarded = new Handshake("secret", Duration.ofMinutes(2));
  private final DeviceKeys keys = DeviceKeys.fresh();

  @Test
  void shouldGrantAnOperatorThatAsksForNothingEverything() {
    Accepted accepted = accepted(open, PLAIN, LOCAL);
    assertThat(accepted.role()).isEqualTo(Role.OPERATOR);
    assertThat(accepted.scopes()).containsExactlyInAnyOrder(Scope.values());
    assertThat(accepted.principal()).isEqualTo(LOCAL.principal());
    assertThat(accepted.hello().client().platform()).isEqualTo("linux");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operator.read                  | READ",
        "operator.write                 | READ,WRITE",
        "operator.approvals             | READ,APPROVALS",
        "operator.pairing               | READ,PAIRING",
        "operator.admin                 | READ,WRITE,ADMIN,APPROVALS,PAIRING",
        "operator.write,operator.pairing | READ,WRITE,PAIRING",
        "operator.read,operator.fly     | READ",
      })
  void shouldGrantWhatIsAskedForAndWhatThatImplies(String asked, String granted) {
    assertThat(Handshake.granted(Role.OPERATOR, List.of(asked.split(","))))
        .extracting(Scope::name)
        .containsExactlyInAnyOrder(granted.split(","));
    assertThat(Handshake.granted(Role.NODE, List.of(asked.split(",")))).isEmpty();
  }

  @Test
  void shouldGrantNothingForUnknownScopes() {
    assertThat(Handshake.granted(Role.OPERATOR, List.of("operator.fly"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,2,false", "1,3,true", "3,9,true", "4,9,false"})
  void shouldSpeakOneVersion(int least, int most, boolean spoken) {
    Outcome outcome =
        decide(
            open, "{'minProtocol':%d,'maxProtocol':%d,%s}".formatted(least, most, CLIENT), LOCAL);
    if (spoken) {
      assertThat(outcome).isInstanceOf(Accepted.class);
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.closeCode()).isEqualTo(1002);
                assertThat(String.valueOf(refused.error().details()))
                    .isEqualTo("{\"expectedProtocol\":3}");
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | invalid connect params: Expected minProtocol",
        "{'minProtocol':3,'maxProtocol':3}                    | invalid connect params: Expected client",
        "{'minProtocol':3,'maxProtocol':3,'client':{'id':'x'}} | invalid connect params: Expected client.version",
        "{'minProtocol':3,'maxProtocol':3,'more':1,'client':{'id':'a','version':'1','platform':'l','mode':'m'}} | invalid connect params: Expected more to be absent",
        "{'minProtocol':3,'maxProtocol':3,'role':'king','client':{'id':'a','version':'1','platform':'l','mode':'m'}} | invalid role",
        "{'minProtocol':3,'maxProtocol':3,'scopes':[1],'client':{'id':'a','version':'1','platform':'l','mode':'m'}} | invalid connect params: Expected scopes[0]",
      })
  void shouldRefuseWrongParams(String params, String reason) {
    Refused refused = refused(open, params, LOCAL);
    assertThat(refused.closeCode()).isEqualTo(1008);
    assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.error().text()).startsWith(reason);
  }

  @Test
  void shouldLetInWhoHasTheToken() {
    String params = with("'auth':{'token':'secret'}");
    assertThat(accepted(guarded, params, STRANGER).principal())
        .isEqualTo(new Principal("default", "user", "gateway-token"));
    assertThat(decide(guarded, PLAIN, LOCAL)).isInstanceOf(Accepted.class);
    assertThat(decide(open, params, LOCAL)).isInstanceOf(Accepted.class);
  }

  @Test
  void shouldRefuseWhoHasNone() {
    assertUnauthorized(guarded, PLAIN, STRANGER, "gateway token missing");
    assertUnauthorized(
        guarded, with("'auth':{'token':'secret '}"), STRANGER, "gateway token mismatch");
    assertUnauthorized(guarded, with("'auth':{'token':'guess'}"), LOCAL, "gateway token mismatch");
    assertUnauthorized(
        guarded, with("'auth':{'password':'x'}"), STRANGER, "gateway password not accepted");
    assertUnauthorized(open, PLAIN, STRANGER, "no credentials are accepted here");
    assertUnauthorized(open, PLAIN, PROXIED, "proxy headers from an untrusted address");
  }

  @Test
  void shouldKnowADeviceByItsKey() {
    assertThat(accepted(open, device(keys.publicKey(), NOW, NONCE, "v2"), LOCAL).hello().deviceId())
        .isEqualTo(keys.id());
    assertThat(accepted(open, device(keys.pem(), NOW, NONCE, "v2"), LOCAL).hello().deviceId())
        .isEqualTo(keys.id());
    assertThat(accepted(open, device(keys.publicKey(), NOW, null, "v1"), LOCAL).hello().deviceId())
        .isEqualTo(keys.id());
  }

  @Test
  void shouldRefuseADeviceThatProvesNothing() {
    String key = keys.publicKey();
    assertReason("device public key invalid", device("AAAA", NOW, NONCE, "v2"));
    assertReason(
        "device identity mismatch", device(DeviceKeys.fresh().publicKey(), NOW, NONCE, "v2"));
    assertReason("device signature expired", device(key, NOW.minusSeconds(121), NONCE, "v2"));
    assertReason("device signature expired", device(key, NOW.plusSeconds(121), NONCE, "v2"));
    assertReason("device nonce mismatch", device(key, NOW, "another", "v2"));
    assertReason("device signature invalid", device(key, NOW, NONCE, "v1"));
    Refused remote =
        refused(guarded, device(key, NOW, null, "v1"), STRANGER);
    assertThat(remote.reason()).isEqualTo("device nonce required");
  }

  private void assertReason(String reason, String params) {
    Refused refused = refused(open, params, LOCAL);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.closeCode()).isEqualTo(1008);
    assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private static void assertUnauthorized(
      Handshake handshake, String params, Peer peer, String reason) {
    Refused refused = refused(handshake, params, peer);
    assertThat(refused.error().text()).isEqualTo("unauthorized: " + reason);
    assertThat(refused.closeCode()).isEqualTo(1008);
  }

  private String device(String publicKey, Instant at, @Nullable String nonce, String version) {
    String signed =
        String.join(
            "|", version, keys.id(), "test", "test", "operator", "operator.read",
            Long.toString(at.toEpochMilli()), "");
    String text = version.equals("v2") && nonce != null ? signed + "|" + nonce : signed;
    ObjectNode params = node(with("'scopes':['operator.read']"));
    ObjectNode device = params.putObject("device");
    device.put("id", keys.id());
    device.put("publicKey", publicKey);
    device.put("signature", keys.sign(text));
    device.put("signedAt", at.toEpochMilli());
    if (nonce != null) {
      device.put("nonce", nonce);
    }
    return params.toString();
  }

  private static String with(String more) {
    return "{'minProtocol':3,'maxProtocol':3,%s,%s}".formatted(more, CLIENT);
  }

  private static Accepted accepted(Handshake handshake, String params, Peer peer) {
    Outcome outcome = decide(handshake, params, peer);
    assertThat(outcome).isInstanceOf(Accepted.class);
    return (Accepted) outcome;
  }

  private static Refused refused(Handshake handshake, String params, Peer peer) {
    Outcome outcome = decide(handshake, params, peer);
    assertThat(outcome).isInstanceOf(Refused.class);
    return (Refused) outcome;
  }

  private static Outcome decide(Handshake handshake, String params, Peer peer) {
    return handshake.decide(new Params(node(params), null), peer, NONCE, NOW);
  }

  private static ObjectNode node(String json) {
    return JsonMapper.shared().readTree(json.replace('\'', '"')).asObject();
  }
}
