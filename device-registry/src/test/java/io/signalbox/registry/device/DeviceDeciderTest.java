package io.signalbox.registry.device;

import static io.signalbox.domain.Rejection.NOT_FOUND;
import static io.signalbox.registry.device.Devices.BETTER_LATHE;
import static io.signalbox.registry.device.Devices.LATHE;
import static io.signalbox.registry.device.Devices.TENANT;
import static io.signalbox.registry.device.Devices.connect;
import static io.signalbox.registry.device.Devices.disconnect;
import static io.signalbox.registry.device.Devices.labelled;
import static io.signalbox.registry.device.Devices.register;
import static io.signalbox.registry.device.Devices.said;
import static io.signalbox.registry.device.Devices.session;
import static io.signalbox.registry.device.Devices.timeOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.registry.device.DeviceEvent.Connected;
import io.signalbox.registry.device.DeviceEvent.Declared;
import io.signalbox.registry.device.DeviceEvent.Disconnected;
import io.signalbox.registry.device.DeviceEvent.Registered;
import io.signalbox.registry.device.kafka.StoredDevice;
import io.signalbox.testing.Decider;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDeciderTest {
  private static final Decider<Device, DeviceCommand, DeviceEvent> DEVICE =
      new Decider<>(
          new Device.Unregistered(),
          DeviceDecider::decide,
          Device::evolve,
          StoredDevice::writtenAndRead);
  private static final DeviceEvent REGISTERED = new Registered(TENANT, LATHE);
  private static final Map<String, String> HALL_2 = Map.of("hall", "2");
  private static final DeviceEvent CONNECTED = new Connected(session("s1"));

  @Test
  void shouldRegisterANewDevice() {
    DEVICE.given().when(connect(LATHE, "s1")).then(REGISTERED, CONNECTED);
  }

  @Test
  void shouldConnectAKnownDevice() {
    DEVICE
        .given(REGISTERED, CONNECTED, new Disconnected("s1", "closed"))
        .when(connect(LATHE, "s2"))
        .then(new Connected(session("s2")));
  }

  @Test
  void shouldDeclareWhatChanged() {
    DEVICE
        .given(REGISTERED, CONNECTED, new Disconnected("s1", "closed"))
        .when(connect(BETTER_LATHE, "s2"))
        .then(new Declared(BETTER_LATHE), new Connected(session("s2")));
  }

  @Test
  void shouldSupersedeAnOpenSession() {
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(connect(LATHE, "s2"))
        .then(new Disconnected("s1", "superseded"), new Connected(session("s2")));
  }

  @Test
  void shouldDeclareBeforeItSupersedes() {
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(connect(BETTER_LATHE, "s2"))
        .then(
            new Declared(BETTER_LATHE),
            new Disconnected("s1", "superseded"),
            new Connected(session("s2")));
  }

  @Test
  void shouldAcceptTheSameSessionAgainWithoutEvents() {
    DEVICE.given(REGISTERED, CONNECTED).when(connect(LATHE, "s1")).then();
  }

  @Test
  void shouldDisconnect() {
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(disconnect("s1"))
        .then(new Disconnected("s1", "closed"));
  }

  @Test
  void shouldAcceptTheEndOfAnotherSessionWithoutEvents() {
    DEVICE.given(REGISTERED, CONNECTED).when(disconnect("s0")).then();
    DEVICE
        .given(REGISTERED, CONNECTED, new Disconnected("s1", "closed"))
        .when(disconnect("s1"))
        .then();
  }

  @Test
  void shouldEndASessionThatIsSilentForTooLong() {
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(timeOut("s1"))
        .then(new Disconnected("s1", "unresponsive"));
  }

  @Test
  void shouldNotEndASessionForTheSilenceOfAnother() {
    DEVICE.given(REGISTERED, CONNECTED).when(timeOut("s0")).then();
    DEVICE
        .given(REGISTERED, CONNECTED, new Disconnected("s1", "closed"))
        .when(timeOut("s1"))
        .then();
  }

  @Test
  void shouldNotFindADeviceThatNobodyIntroduced() {
    DEVICE.given().when(disconnect("s1")).thenRejected(NOT_FOUND);
    DEVICE.given().when(timeOut("s1")).thenRejected(NOT_FOUND);
  }

  @Test
  void shouldNotFindADeviceOfAnotherTenant() {
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(new DeviceCommand.Disconnect("other", "s1", "closed"))
        .thenRejected(NOT_FOUND);
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(new DeviceCommand.Connect("other", said(LATHE, null), session("s2")))
        .thenRejected(NOT_FOUND);
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(new DeviceCommand.Register("other", said(LATHE, null)))
        .thenRejected(NOT_FOUND);
  }

  @Test
  void shouldRegisterADeviceThatIsNotConnected() {
    DEVICE
        .given()
        .when(register(said(LATHE, HALL_2)))
        .then(new Registered(TENANT, labelled(LATHE, HALL_2)));
    DEVICE
        .given()
        .when(register(new Said("lathe-1", null, null, null)))
        .then(
            new Registered(TENANT, new Profile("lathe-1", null, "{}", List.of(), new TreeMap<>())));
  }

  @Test
  void shouldChangeOnlyWhatIsSaid() {
    DEVICE
        .given(REGISTERED, CONNECTED)
        .when(register(new Said("lathe-1", null, null, new TreeMap<>(HALL_2))))
        .then(new Declared(labelled(LATHE, HALL_2)));
    DEVICE
        .given(new Registered(TENANT, labelled(LATHE, HALL_2)))
        .when(register(said(BETTER_LATHE, null)))
        .then(new Declared(labelled(BETTER_LATHE, HALL_2)));
    DEVICE
        .given(new Registered(TENANT, labelled(LATHE, HALL_2)))
        .when(register(said(LATHE, Map.of())))
        .then(new Declared(LATHE));
  }

  @Test
  void shouldAcceptARegistrationThatChangesNothingWithoutEvents() {
    DEVICE.given(REGISTERED).when(register(said(LATHE, null))).then();
    DEVICE.given(REGISTERED, CONNECTED).when(register(said(LATHE, Map.of()))).then();
  }

  @Test
  void shouldKeepNameAndLabelsThatADeviceDoesNotMentionWhenItConnects() {
    DEVICE
        .given(new Registered(TENANT, labelled(LATHE, HALL_2)))
        .when(
            connect(
                new Said(
                    "lathe-1", null, new Said.Abilities(LATHE.capabilities(), LATHE.tools()), null),
                "s1"))
        .then(CONNECTED);
    DEVICE
        .given(new Registered(TENANT, labelled(LATHE, HALL_2)))
        .when(connect(said(LATHE, Map.of("hall", "3")), "s1"))
        .then(new Declared(labelled(LATHE, Map.of("hall", "3"))), CONNECTED);
  }

  @Test
  void shouldStopAtACorruptLog() {
    assertThatThrownBy(
            () -> DEVICE.replay(List.of(new Decider.Happened<>(CONNECTED, Decider.START))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("corrupt");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldReplayAnyPathToTheSameState(long seed) {
    // given
    Random random = new Random(seed);
    List<DeviceCommand> commands =
        random.ints(200, 0, 18).mapToObj(choice -> command(choice)).toList();
    // when
    List<DeviceEvent> events = DEVICE.given().whenAll(commands);
    // then
    assertThat(events.getFirst()).as("seed %d", seed).isInstanceOf(Registered.class);
  }

  private static DeviceCommand command(int choice) {
    String session = "s" + choice % 3;
    if (choice < 6) {
      return connect(choice % 2 == 0 ? LATHE : BETTER_LATHE, session);
    }
    if (choice < 15) {
      return choice < 12 ? disconnect(session) : timeOut(session);
    }
    return register(said(LATHE, Map.of("choice", session)));
  }
}
