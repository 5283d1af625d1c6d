package io.signalbox.dispatcher.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EgressTest {
  private static final Egress PUBLIC = new Egress(List.of("public"));

  private static InetAddress address(String text) {
    return AddressBlock.address(
        Objects.requireNonNull(NetUtil.createByteArrayFromIpAddressString(text), text));
  }

  private static @Nullable String objection(Egress egress, String host, int port, String address) {
    return egress.objection(host, port, address(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "169.253.255.255",
        "11.0.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808"
      })
  void shouldLetPublicAddressesPass(String address) {
    assertThat(objection(PUBLIC, "example.com", 443, address)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,loopback (127.0.0.0/8)",
    "127.255.255.254,loopback (127.0.0.0/8)",
    "::1,loopback (::1/128)",
    "10.0.0.1,private (10.0.0.0/8)",
    "172.16.0.1,private (172.16.0.0/12)",
    "172.31.255.255,private (172.16.0.0/12)",
    "192.168.1.1,private (192.168.0.0/16)",
    "100.64.0.1,carrier-grade NAT (100.64.0.0/10)",
    "100.100.100.200,metadata (100.100.100.200/32)",
    "169.254.169.254,metadata (169.254.169.254/32)",
    "169.254.170.2,metadata (169.254.170.2/32)",
    "168.63.129.16,metadata (168.63.129.16/32)",
    "fd00:ec2::254,metadata (fd00:ec2::/32)",
    "169.254.1.1,link-local (169.254.0.0/16)",
    "fe80::1,link-local (fe80::/10)",
    "fc00::1,unique local (fc00::/7)",
    "fdff::1,unique local (fc00::/7)",
    "fec0::1,site-local (fec0::/10)",
    "224.0.0.1,multicast (224.0.0.0/4)",
    "ff02::1,multicast (ff00::/8)",
    "0.0.0.0,unspecified (0.0.0.0/8)",
    "0.1.2.3,unspecified (0.0.0.0/8)",
    "::,unspecified (::/128)",
    "255.255.255.255,reserved (240.0.0.0/4)",
    "192.0.2.1,documentation (192.0.2.0/24)",
    "198.18.0.1,benchmarking (198.18.0.0/15)",
    "::ffff:127.0.0.1,loopback (127.0.0.0/8)",
    "::ffff:a9fe:a9fe,metadata (169.254.169.254/32)",
    "64:ff9b::a00:1,private (10.0.0.0/8)",
    "64:ff9b:1::1,reserved (::/0)",
    "::7f00:1,reserved (::/0)",
    "2002:7f00:1::,6to4 (2002::/16)",
    "2001:0:1234::1,reserved (2001::/23)",
    "2001:db8::1,documentation (2001:db8::/32)"
  })
  void shouldBlockEveryOtherAddressAndSayWhy(String address, String rule) {
    assertThat(objection(PUBLIC, "example.com", 443, address)).isEqualTo(rule);
    assertThat(objection(new Egress(List.of("*.com", "public")), "example.com", 443, address))
        .isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16,anything,80,10.1.2.3,true",
    "10.1.0.0/16,anything,80,10.2.0.1,false",
    "10.1.2.3,anything,80,10.1.2.3,true",
    "10.1.2.3:8080,anything,8080,10.1.2.3,true",
    "10.1.2.3:8080,anything,80,10.1.2.3,false",
    "10.1.0.0/16:8080,anything,8080,10.1.2.3,true",
    "[fd00::1]:8080,x,8080,fd00::1,true",
    "fd00::/8,x,1,fdab::1,true",
    "127.0.0.1,localhost,80,::ffff:127.0.0.1,true",
    "169.254.169.254,x,80,169.254.169.254,true",
    "intranet.local,intranet.local,80,10.1.2.3,true",
    "intranet.local,INTRANET.local.,80,10.1.2.3,true",
    "intranet.local,evil.intranet.local,80,10.1.2.3,false",
    "intranet.local,intranet.local,80,169.254.169.254,false",
    "intranet.local,intranet.local,80,224.0.0.1,false",
    "intranet.local:8443,intranet.local,8443,127.0.0.1,true",
    "intranet.local:8443,intranet.local,443,8.8.8.8,false",
    "*.example.com,api.example.com,443,8.8.8.8,true",
    "*.example.com,example.com,443,8.8.8.8,false",
    "*.example.com,badexample.com,443,8.8.8.8,false",
    "*.example.com,api.example.com,443,10.0.0.1,false",
    "api.example.com,other.example.com,443,8.8.8.8,false",
    "public,x,80,127.0.0.1,false"
  })
  void shouldAllowWhatIsNamed(
      String entry, String host, int port, String address, boolean allowed) {
    assertThat(objection(new Egress(List.of(entry)), host, port, address) == null)
        .isEqualTo(allowed);
  }

  @Test
  void shouldPinTheDefaultAndTheName() {
    assertThat(bind(Map.of())).isEqualTo(new EgressSettings(List.of("public")));
    assertThat(bind(Map.of("signalbox.tools.egress.allow", "a.b,10.0.0.0/8")))
        .isEqualTo(new EgressSettings(List.of("a.b", "10.0.0.0/8")));
  }

  private static EgressSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("signalbox.tools.egress", EgressSettings.class);
  }

  @Test
  void shouldAllowNothingWithAnEmptyList() {
    assertThat(objection(new Egress(List.of()), "example.com", 443, "8.8.8.8"))
        .isEqualTo("not in the allowlist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "*.",
        "a b",
        "http://a.b",
        "a.b/c",
        "a.b:0",
        "a.b:99999",
        "10.0.0.0/33",
        "a:b:c",
        "[::1",
        "10.0.0.1/8/9",
        "a.*.b"
      })
  void shouldRefuseAnEntryThatIsNone(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EgressSettings(List.of("public", entry)))
        .withMessageContaining("signalbox.tools.egress.allow");
  }

  @Property(tries = 2_000)
  void shouldJudgeAnAddressAlikeHoweverItIsWritten(@ForAll @Size(4) byte[] bytes) {
    // given
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(bytes, 0, mapped, 12, 4);
    byte[] nat = AddressBlock.address(address("64:ff9b::").getAddress()).getAddress();
    System.arraycopy(bytes, 0, nat, 12, 4);
    // when
    String plain = PUBLIC.objection("x", 80, AddressBlock.address(bytes));
    // then
    assertThat(PUBLIC.objection("x", 80, AddressBlock.address(mapped))).isEqualTo(plain);
    assertThat(PUBLIC.objection("x", 80, AddressBlock.address(nat))).isEqualTo(plain);
  }

  @Property(tries = 2_000)
  void shouldBlockWhatTheJdkKnowsToBeLocal(@ForAll @Size(4) byte[] bytes) {
    InetAddress address = AddressBlock.address(bytes);
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      assertThat(PUBLIC.objection("x", 80, address)).isNotNull();
    }
  }
}
