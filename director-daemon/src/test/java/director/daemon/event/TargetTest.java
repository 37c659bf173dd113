// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "node",
        "ipvs",
        "vip:photos",
        "service:photos-https",
        "server:photos-https/router1",
        "server:photos-https/pool@2001:db8::1"
      })
  @DisplayName("what is written can be read again")
  void text(String text) {
    assertEquals(Optional.of(text), Target.of(text).map(Target::toString));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "photos", "VIP:photos", "vips:photos", ":photos"})
  @DisplayName("what is no target is none")
  void none(String text) {
    assertEquals(Optional.empty(), Target.of(text));
  }

  @Test
  @DisplayName("a server is a part of its service, and of no other whose name begins alike")
  void within() {
    Target router = Target.server("photos-https", "router1");

    assertTrue(router.isWithin(router));
    assertTrue(router.isWithin(Target.service("photos-https")));
    assertFalse(router.isWithin(Target.service("photos")));
    assertFalse(router.isWithin(Target.vip("photos-https")));
    assertFalse(Target.service("photos-https").isWithin(router));
  }
}
