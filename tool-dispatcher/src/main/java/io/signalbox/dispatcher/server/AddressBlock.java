package io.signalbox.dispatcher.server;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All addresses that begin with the same bits, as `10.0.0.0/8` or `fd00::/8`.
///
/// @param bits how many
record AddressBlock(InetAddress base, int bits) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");

  /// The block that a text names; without a number of bits, the one address. Null if it names none;
  /// no name is ever looked up.
  static @Nullable AddressBlock of(String text) {
    Matcher form = FORM.matcher(text);
    byte[] base = form.matches() ? bytes(form.group(1)) : null;
    if (base == null) {
      return null;
    }
    int length = base.length * Byte.SIZE;
    int bits = form.group(2) == null ? length : Integer.parseInt(form.group(2));
    return bits > length ? null : new AddressBlock(address(base), bits);
  }

  private static byte @Nullable [] bytes(String address) {
    String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    return NetUtil.createByteArrayFromIpAddressString(bare);
  }

  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Expected 4 or 16 bytes, but got " + bytes.length, e);
    }
  }

  boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return NetUtil.toAddressString(base) + "/" + bits;
  }
}
