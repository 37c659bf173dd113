// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How it is written who may ask the director. */
final class ControlForm {
  private static final String EXPECTED =
      "an address of this host and a port, such as \"192.0.2.11:7443\" or \"[2001:db8::11]:7443\"";
  private static final Pattern ENDPOINT = Pattern.compile("\\[?([0-9A-Fa-f.:]+?)]?:([0-9]{1,5})");
  private static final Endpoint STAND_IN = new Endpoint(AddressLiteral.NOBODY, 0);
  private static final Path NOWHERE = Path.of("/");

  /** As groupadd(8) takes them; a number would be the number of no group on another host. */
  private static final Kind<String> GROUP =
      Kind.text(
          "the name of a group, such as directord-operators",
          Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}"));

  private ControlForm() {}

  static ControlConfig read(Section section) {
    return new ControlConfig(
        section.optional("operator-group", GROUP.maybe(), Optional.empty()),
        section.optional("read-group", GROUP.maybe(), Optional.empty()),
        section.sectionIfAny("listen").map(ControlForm::listen));
  }

  private static ControlConfig.Listen listen(Section section) {
    return new ControlConfig.Listen(
        section.required("address", Kind.text(EXPECTED, ControlForm::endpoint), STAND_IN),
        file(section, "certificate"),
        file(section, "key"),
        file(section, "tokens"));
  }

  private static Path file(Section section, String key) {
    Path file = section.required(key, FilePath.KIND, NOWHERE);
    if (!file.equals(NOWHERE) && !Files.isReadable(file)) {
      section.warn(key, "is no file that can be read here: " + file);
    }
    return file;
  }

  private static Endpoint endpoint(String text) throws UnacceptableValueException {
    Matcher parts = ENDPOINT.matcher(text);
    if (!parts.matches() || text.startsWith("[") != parts.group(1).contains(":")) {
      throw new UnacceptableValueException(EXPECTED);
    }
    int port = Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65535) {
      throw new UnacceptableValueException(EXPECTED);
    }
    return new Endpoint(
        AddressLiteral.parse(parts.group(1))
            .filter(address -> !address.isMulticastAddress())
            .orElseThrow(() -> new UnacceptableValueException(EXPECTED)),
        port);
  }
}
