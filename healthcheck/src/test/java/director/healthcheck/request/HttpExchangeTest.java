// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTest {

  private static final ExpectedStatus OK = ExpectedStatus.of(200);

  @ParameterizedTest(name = "\"{0}\"")
  @DisplayName("a path that would not be one request line is refused")
  @ValueSource(strings = {"", "health", "/a b", "/a\r\nX: y", "/\u00e4", "/a\u0000"})
  void refusesPath(String path) {
    assertThrows(
        IllegalArgumentException.class, () -> HttpExchange.get(path, "photos.example.com", OK));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @DisplayName("a host that would not be one header is refused")
  @ValueSource(strings = {"", "a b", "a\r\nX: y", "\u00e4"})
  void refusesHost(String host) {
    assertThrows(IllegalArgumentException.class, () -> HttpExchange.get("/", host, OK));
  }

  @Test
  @DisplayName("an over-long path is refused and not cut")
  void refusesLongPath() {
    String longest = "/" + "x".repeat(4095);

    var accepted = HttpExchange.get(longest, "photos.example.com", OK);

    assertEquals(longest, accepted.path());
    assertThrows(
        IllegalArgumentException.class,
        () -> HttpExchange.get(longest + "x", "photos.example.com", OK));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("so much of a body is read that 256 of them at once fit the heap")
  @CsvSource({"-1, false", "0, true", "1048576, true", "1048577, false"})
  void maximumBody(int bytes, boolean accepted) {
    boolean made;
    try {
      made = reading(bytes).maximumBody() == bytes;
    } catch (IllegalArgumentException refused) {
      made = false;
    }

    assertEquals(accepted, made);
  }

  private static HttpExchange reading(int maximumBody) {
    return new HttpExchange(
        HttpExchange.Method.GET,
        "/",
        "photos.example.com",
        HttpExchange.Version.HTTP_1_1,
        List.of(),
        OK,
        List.of(),
        maximumBody,
        false,
        HttpExchange.Redirects.REFUSED);
  }

  @Test
  @DisplayName("a name that TLS cannot ask for is refused")
  void refusesServerName() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> TlsTerms.asking(Optional.of("photo_router")));

    assertEquals(
        "a TLS server name has letters, digits, - and ., but is \"photo_router\"",
        thrown.getMessage());
  }

  @ParameterizedTest(name = "{0} contains {1}: {2}")
  @DisplayName("an expected status is a code or a range with both ends")
  @CsvSource({
    "200, 200, true",
    "200, 201, false",
    "200-299, 199, false",
    "200-299, 200, true",
    "200-299, 299, true",
    "200-299, 300, false",
    "' 200 - 299 ', 204, true",
  })
  void status(String text, int status, boolean contained) {
    ExpectedStatus expected = ExpectedStatus.parse(List.of(text));

    assertEquals(contained, expected.contains(status));
  }

  @Test
  @DisplayName("several expected codes read as a list")
  void statusText() {
    var expected = ExpectedStatus.parse(List.of("200-299", "404"));

    assertEquals("200-299, 404", expected.toString());
  }

  @ParameterizedTest(name = "\"{0}\"")
  @DisplayName("what is no status code is refused")
  @ValueSource(strings = {"", "2xx", "20", "1000", "99", "300-200", "200-", "-200", "200-299-300"})
  void refusesStatus(String text) {
    var texts = List.of(text);

    assertThrows(IllegalArgumentException.class, () -> ExpectedStatus.parse(texts));
  }

  @Test
  @DisplayName("nothing expected at all is refused")
  void refusesNoStatus() {
    var none = List.<String>of();

    assertThrows(IllegalArgumentException.class, () -> ExpectedStatus.parse(none));
  }
}
