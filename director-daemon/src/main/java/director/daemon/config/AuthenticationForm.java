// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.Password;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How it is written by what advertisements prove where they come from. */
final class AuthenticationForm {
  private static final Pattern PASSWORD = Pattern.compile("[ -~]{1,8}");
  private static final Pattern HEX = Pattern.compile("hex:(([0-9a-fA-F]{2}){32,64})");
  private static final Pattern ASCII = Pattern.compile("[!-~]{32,64}");
  private static final Kind<String> PASSWORD_KIND =
      Secret.kind("1..8 characters of ASCII", text -> matching(PASSWORD, text));
  private static final Kind<String> SECRET =
      Secret.kind(
          "\"hex:\" and 64..128 hexadecimal digits, or 32..64 characters of ASCII",
          AuthenticationForm::hex);
  private static final Kind<Duration> WINDOW =
      Durations.between(Duration.ofSeconds(1), Duration.ofSeconds(300));
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(5);
  private static final int INTERVALS = 3;
  private static final int LARGEST_ID = 255;

  private enum Type {
    NONE,
    PASSWORD,
    HMAC
  }

  private AuthenticationForm() {}

  /**
   * Reads {@code authentication}.
   *
   * @param interval between two advertisements, from which the window follows
   */
  static Authentication read(Section instance, int version, Duration interval) {
    Section section = instance.secrets("authentication");
    Type type = section.optional("type", Kind.word(Type.class), Type.NONE);
    if (type == Type.PASSWORD && version != 2) {
      section.refuse("type", "= password is for version = 2 only; use hmac");
    }
    return switch (type) {
      case NONE -> {
        unused(section, "password", "keys");
        yield new Authentication.None();
      }
      case PASSWORD -> {
        unused(section, "keys");
        yield new Password(section.required("password", PASSWORD_KIND, ""));
      }
      case HMAC -> {
        unused(section, "password");
        yield hmac(section, interval);
      }
    };
  }

  private static void unused(Section section, String... keys) {
    for (String key : keys) {
      boolean unused = section.refuses(key, "has no meaning with this type");
    }
  }

  private static Hmac hmac(Section section, Duration interval) {
    Mode mode = section.optional("mode", Kind.word(Mode.class), Mode.ENFORCE);
    List<Authentication.Key> keys = keys(section.secrets("keys"));
    Optional<Integer> active =
        section.optional("active-key", Kind.integer(0, LARGEST_ID).maybe(), Optional.empty());
    AntiReplay antiReplay =
        section.optional("anti-replay", Kind.word(AntiReplay.class), AntiReplay.TIME);
    Duration window = section.optional("window", WINDOW, usualWindow(interval));
    if (section.isSound()) {
      check(section, keys, active);
    }
    int only = keys.isEmpty() ? 0 : keys.get(0).id();
    return new Hmac(mode, keys, active.orElse(only), antiReplay, window);
  }

  private static void check(
      Section section, List<Authentication.Key> keys, Optional<Integer> active) {
    if (keys.isEmpty()) {
      section.refuse("keys", "must hold at least one key, such as keys { 1 = \"file:/path\" }");
    } else if (active.isEmpty() && keys.size() > 1) {
      section.refuse("active-key", "is missing: with several keys one of them is to be sent with");
    } else if (active.isPresent() && keys.stream().noneMatch(key -> key.id() == active.get())) {
      section.refuse("active-key", "must be the id of one of keys");
    }
  }

  private static List<Authentication.Key> keys(Section section) {
    List<Authentication.Key> all = new ArrayList<>();
    for (String id : section.names()) {
      String secret = section.required(id, SECRET, "");
      if (id.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(id) <= LARGEST_ID) {
        all.add(new Authentication.Key(Integer.parseInt(id), secret));
      } else {
        section.refuse(id, "must have an id 0.." + LARGEST_ID);
      }
    }
    return all;
  }

  /** keepalived's: three intervals, and 5 s at least. */
  private static Duration usualWindow(Duration interval) {
    Duration usual = interval.multipliedBy(INTERVALS);
    return usual.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : usual;
  }

  private static String matching(Pattern pattern, String text) throws UnacceptableValueException {
    if (!pattern.matcher(text).matches()) {
      throw new UnacceptableValueException("");
    }
    return text;
  }

  private static String hex(String text) throws UnacceptableValueException {
    var digits = HEX.matcher(text);
    if (digits.matches()) {
      return digits.group(1);
    }
    StringBuilder hex = new StringBuilder();
    for (byte character : matching(ASCII, text).getBytes(StandardCharsets.US_ASCII)) {
      hex.append(String.format("%02x", character));
    }
    if (text.startsWith("hex:")) {
      throw new UnacceptableValueException("");
    }
    return hex.toString();
  }
}
