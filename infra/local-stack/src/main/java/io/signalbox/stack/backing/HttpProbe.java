package io.signalbox.stack.backing;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Asks whether an address answers with 200.
public final class HttpProbe {

  private static final int TIMEOUT_MILLIS = 2_000;

  private HttpProbe() {}

  /// One GET, two seconds at most. Whatever goes wrong means no.
  public static boolean isOk(URI address) {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
