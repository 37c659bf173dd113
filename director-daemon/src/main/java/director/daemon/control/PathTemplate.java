// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path in which segments in braces stand for any name (RFC 3986, section 3.3). */
record PathTemplate(List<String> segments) {
  /** Of services and servers, and of those from a DNS name: {@code pool@2001:db8::1}. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9._-]{1,64}(@[0-9A-Fa-f.:]{2,45})?");

  private static final Pattern OCTET = Pattern.compile("%([0-9A-Fa-f]{2})");

  static PathTemplate of(String path) {
    return new PathTemplate(List.of(path.split("/", -1)));
  }

  /** Whether as many segments stand in {@code path}, and the same where there are no braces. */
  boolean matches(String path) {
    String[] given = path.split("/", -1);
    if (given.length != segments.size()) {
      return false;
    }
    for (int i = 0; i < given.length; i++) {
      if (!isName(segments.get(i)) && !segments.get(i).equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  /** What stands in the braces of a path that matches; empty when one of them is no name. */
  Optional<List<String>> names(String path) {
    String[] given = path.split("/", -1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      if (isName(segments.get(i))) {
        String name = decoded(given[i]);
        if (!NAME.matcher(name).matches()) {
          return Optional.empty();
        }
        names.add(name);
      }
    }
    return Optional.of(names);
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{");
  }

  /** Without percent-encoding (RFC 3986, section 2.1); what is none stays, and is in no name. */
  private static String decoded(String segment) {
    return OCTET
        .matcher(segment)
        .replaceAll(
            octet ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(octet.group(1), 16))));
  }
}
