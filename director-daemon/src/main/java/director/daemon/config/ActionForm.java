// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.actions.state.RateLimit;
import director.daemon.config.ActionConfig.By;
import director.daemon.config.ActionConfig.Command;
import director.daemon.config.ActionConfig.Deed;
import director.daemon.config.ActionConfig.Webhook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How an action is written: with a command, or with a webhook. */
final class ActionForm {
  private static final String ADDRESS =
      "the address of a web server, such as \"https://pager.example.com/hook\"";
  private static final int LARGEST_PORT = 65_535;
  private static final URI NOWHERE = URI.create("https://localhost/");
  private static final Command NOTHING = new Command(List.of("/bin/false"), "nobody");
  private static final Kind<Duration> TIMEOUT =
      Durations.between(Duration.ofMillis(100), Duration.ofHours(1));
  private static final Kind<Duration> WITHIN =
      Durations.between(Duration.ofSeconds(1), Duration.ofDays(7));
  private static final Duration USUAL_COMMAND = Duration.ofMinutes(1);
  private static final Duration USUAL_WEBHOOK = Duration.ofSeconds(10);

  /** RFC 9110, section 5.1 and 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private static final Kind<String> VALUE =
      Secret.kind(
          "a text of up to 4096 visible characters of ASCII and blanks",
          text -> {
            if (!text.matches("[\\x20-\\x7e]{1,4096}")) {
              throw new UnacceptableValueException("a text");
            }
            return text;
          });

  /** Those that java.net.http sets itself. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private ActionForm() {}

  static ActionConfig read(String name, Section section) {
    boolean command = section.has("command");
    boolean webhook = section.has("webhook");
    Deed deed = NOTHING;
    if (command == webhook) {
      deed = both(section);
      section.refuse(
          "command",
          command
              ? "must not be beside webhook: an action is one of both"
              : "is missing, and so is webhook: an action is one of both");
    } else {
      deed = command ? command(section) : webhook(section);
    }
    return new ActionConfig(
        name,
        deed,
        section.optional("timeout", TIMEOUT, webhook ? USUAL_WEBHOOK : USUAL_COMMAND),
        section.sectionIfAny("at-most").map(ActionForm::limit),
        section.optional("by", Kind.word(By.class), By.MASTER));
  }

  /** Which keys belong to it cannot be told, so none is refused for that. */
  private static Deed both(Section section) {
    for (String key : List.of("webhook", "user", "headers")) {
      section.unread(key, "");
    }
    return NOTHING;
  }

  private static Deed command(Section section) {
    List<String> command =
        section.requiredList(
            "command",
            TrackedConfig.WORD,
            "[\"/usr/local/sbin/redeploy\", \"{server}\"]",
            "/bin/false");
    Command read =
        new Command(command, section.optional("user", TrackedConfig.USER, NOTHING.user()));
    if (section.isSound()) {
      check(section, command);
    }
    return read;
  }

  private static void check(Section section, List<String> command) {
    String program = command.get(0);
    if (!program.startsWith("/")) {
      section.refuse("command", "must begin with the path of a program: no shell looks for it");
    } else if (!Placeholder.words(List.of(program)).isEmpty()) {
      section.refuse("command", "must begin with one program, without a word in braces");
    }
    List<String> unknown = Placeholder.unknown(command.subList(1, command.size()));
    if (!unknown.isEmpty()) {
      section.warn(
          "command",
          "holds {%s}, which is given as it is; what is replaced is {service}, {server} and {address}"
              .formatted(unknown.get(0)));
    }
  }

  private static Deed webhook(Section section) {
    URI address =
        section.requiredSecret("webhook", Secret.kind(ADDRESS, ActionForm::address), NOWHERE);
    Webhook read = new Webhook(address, headers(section));
    if (section.isSound() && "http".equals(address.getScheme()) && !read.headers().isEmpty()) {
      section.warn("headers", "goes over the network in clear text, for webhook is not https");
    }
    return read;
  }

  private static URI address(String text) throws UnacceptableValueException {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme());
      boolean web = scheme.equals("https") || scheme.equals("http");
      boolean open = address.getUserInfo() != null;
      boolean somewhere = address.getHost() != null && address.getPort() <= LARGEST_PORT;
      if (!web || !somewhere || open || address.getFragment() != null) {
        throw new UnacceptableValueException(
            ADDRESS, open ? "a password goes into headers, as Authorization" : "");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new UnacceptableValueException(ADDRESS);
    }
  }

  private static SortedMap<String, String> headers(Section section) {
    Section headers = section.secrets("headers");
    SortedMap<String, String> all = new TreeMap<>();
    for (String name : headers.names()) {
      String value = headers.required(name, VALUE, "");
      if (!TOKEN.matcher(name).matches()) {
        headers.refuse(name, "must have a name that a header of HTTP can have");
      } else if (NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
        headers.refuse(name, "follows from the request, and cannot be chosen");
      }
      all.put(name, value);
    }
    return all;
  }

  private static RateLimit limit(Section section) {
    return new RateLimit(
        section.required("times", Kind.integer(1, 1000), 1),
        section.required("within", WITHIN, Duration.ofHours(1)));
  }
}
