package io.signalbox.edge.claw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.Digests;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A client's proof that it owns the key of a device: an Ed25519 signature over what it asks for.
///
/// @param id lower-case hex of the SHA-256 of the raw public key
/// @param publicKey PEM, or the raw key in base64url
/// @param signature base64url
/// @param signedAt milliseconds since 1970
/// @param nonce the one of the challenge; without it, the first version of the text is signed
record DeviceProof(
    String id, String publicKey, String signature, long signedAt, @Nullable String nonce) {
  private static final int RAW_KEY = 32;

  /// What stands before a raw Ed25519 key in its X.509 form.
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  /// What else is signed.
  ///
  /// @param token the shared token as given; empty without
  record Signed(String clientId, String clientMode, String role, String scopes, String token) {}

  /// What is known of this connection.
  ///
  /// @param nonce the challenge that was sent
  /// @param local whether the peer is on this machine, and may leave the nonce out
  record Challenge(String nonce, boolean local, Instant now, Duration skew) {}

  /// What is wrong with the proof; null when it holds.
  @Nullable String flaw(Signed signed, Challenge challenge) {
    byte[] raw = rawKey();
    if (raw == null) {
      return "device public key invalid";
    }
    if (!HexFormat.of().formatHex(Digests.sha256(raw)).equals(id)) {
      return "device identity mismatch";
    }
    Duration off = Duration.between(Instant.ofEpochMilli(signedAt), challenge.now()).abs();
    if (off.compareTo(challenge.skew()) > 0) {
      return "device signature expired";
    }
    if (nonce == null && !challenge.local()) {
      return "device nonce required";
    }
    if (nonce != null && !nonce.equals(challenge.nonce())) {
      return "device nonce mismatch";
    }
    return verifies(raw, text(signed)) ? null : "device signature invalid";
  }

  private String text(Signed signed) {
    String common =
        String.join(
            "|",
            id,
            signed.clientId(),
            signed.clientMode(),
            signed.role(),
            signed.scopes(),
            Long.toString(signedAt),
            signed.token());
    return nonce == null ? "v1|" + common : "v2|" + common + "|" + nonce;
  }

  private boolean verifies(byte[] raw, String text) {
    byte[] given = decoded(signature);
    if (given == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key(raw));
      verifier.update(text.getBytes(UTF_8));
      return verifier.verify(given);
    } catch (GeneralSecurityException e) { // of a wrong length, or no point of the curve
      return false;
    }
  }

  private static PublicKey key(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + RAW_KEY);
    System.arraycopy(raw, 0, encoded, X509_HEAD.length, RAW_KEY);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private byte @Nullable [] rawKey() {
    if (!publicKey.contains("BEGIN")) {
      byte[] raw = decoded(publicKey);
      return raw != null && raw.length == RAW_KEY ? raw : null;
    }
    byte[] encoded = decoded(publicKey.replaceAll("-----[A-Z ]+-----|\\s", ""));
    return encoded != null
            && encoded.length == X509_HEAD.length + RAW_KEY
            && Arrays.equals(encoded, 0, X509_HEAD.length, X509_HEAD, 0, X509_HEAD.length)
        ? Arrays.copyOfRange(encoded, X509_HEAD.length, encoded.length)
        : null;
  }

  /// Base64 in either alphabet.
  private static byte @Nullable [] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
