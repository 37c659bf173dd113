// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.RequestConfig.Exchange;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Redirects;
import director.healthcheck.request.HttpExchange.Version;
import director.healthcheck.request.TlsTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How HTTP requests are written: one as the check itself, or several in a list. */
final class HttpForm {
  private static final int MOST_REQUESTS = 32;

  // What can go into a request line and a header without becoming another request.
  private static final Kind<String> PATH =
      Kind.text("a path, such as \"/health\"", Pattern.compile("/[!-~&&[^#]]{0,1023}"));
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final Set<String> OF_A_BODY = Set.of("content-length", "transfer-encoding");
  private static final Kind<String> HEADER_VALUE =
      Kind.text(
          "up to 4096 characters of visible ASCII", Pattern.compile("[\\t\\x20-\\x7e]{0,4096}"));
  private static final List<String> METHODS =
      Arrays.stream(Method.values()).map(Enum::name).toList();
  private static final String METHOD = "one of " + String.join(", ", METHODS);
  private static final Map<String, Version> VERSIONS =
      Map.of("1.0", Version.HTTP_1_0, "1.1", Version.HTTP_1_1);
  private static final String VERSION = "one of 1.0, 1.1";

  private HttpForm() {}

  static RequestConfig.Http read(Section check, boolean secure) {
    Optional<TlsForm> tls = secure ? Optional.of(TlsForm.of(check)) : Optional.empty();
    boolean hostIsAskedFor = tls.isPresent() && tls.get().serverName.isEmpty();
    Kind<String> host = hostIsAskedFor ? HostKinds.HOST_FOR_TLS : HostKinds.HOST;
    Exchange common = exchange(check, Exchange.DEFAULT, host);
    Optional<TlsTerms> terms = tls.map(form -> form.read(common.host()));
    return new RequestConfig.Http(terms, requests(check, common));
  }

  /** What a request does not say is as the check says. */
  private static List<Exchange> requests(Section check, Exchange common) {
    if (!check.has("requests")) {
      return List.of(common);
    }
    if (check.has("path")) {
      check.refuse("path", "has no meaning beside requests: each has its own");
    }
    List<Exchange> all =
        check.requiredEntries(
            "requests",
            "[{ path = \"/health\" }, { path = \"/disk\" }]",
            Kind.none("a section in braces"),
            request -> exchange(request, common, HostKinds.HOST),
            common);
    if (all.size() > MOST_REQUESTS) {
      check.refuse("requests", "must be at most " + MOST_REQUESTS + ", but are " + all.size());
    }
    return all.isEmpty() ? List.of(common) : all;
  }

  private static Exchange exchange(Section section, Exchange or, Kind<String> host) {
    String path = section.optional("path", PATH, or.path());
    Optional<String> whom = section.optional("host", host.maybe(), or.host());
    Method method = section.optional("method", Kind.text(METHOD, HttpForm::method), or.method());
    Version version =
        section.optional("version", Kind.text(VERSION, HttpForm::version), or.version());
    List<Header> headers = headers(section, or.headers());
    ExpectForm.Answer answer =
        section
            .sectionIfAny("expect")
            .map(expect -> ExpectForm.http(expect, method))
            .orElse(new ExpectForm.Answer(or.status(), or.body(), or.strictLength()));
    return new Exchange(
        method,
        path,
        whom,
        version,
        headers,
        answer.status(),
        answer.body(),
        section.optional(
            "max-body", Sizes.upTo(HttpExchange.LARGEST_MAXIMUM_BODY, "1 MiB"), or.maximumBody()),
        answer.strictLength(),
        section.optional("redirects", Kind.word(Redirects.class), or.redirects()));
  }

  private static Method method(String text) throws UnacceptableValueException {
    if (!METHODS.contains(text)) {
      String meant = text.toUpperCase(Locale.ROOT);
      throw new UnacceptableValueException(
          METHOD, METHODS.contains(meant) ? "did you mean " + meant + "?" : "");
    }
    return Method.valueOf(text);
  }

  private static Version version(String text) throws UnacceptableValueException {
    Version version = VERSIONS.get(text);
    if (version == null) {
      throw new UnacceptableValueException(VERSION);
    }
    return version;
  }

  /** A user agent takes the place of one that the check says, other headers that of all of them. */
  private static List<Header> headers(Section section, List<Header> byDefault) {
    List<Header> all = new ArrayList<>();
    Optional<Section> own = section.sectionIfAny("headers");
    own.ifPresent(
        headers ->
            headers.names().stream()
                .filter(headers::has)
                .forEach(name -> header(headers, name, all)));
    boolean hasAgent = section.has("user-agent");
    if (own.isEmpty()) {
      byDefault.stream().filter(header -> !hasAgent || !isAgent(header)).forEach(all::add);
    }
    if (hasAgent && all.stream().anyMatch(HttpForm::isAgent)) {
      section.refuse("user-agent", "is said already by headers: there is one of them");
    } else if (hasAgent) {
      all.add(new Header("User-Agent", section.optional("user-agent", HEADER_VALUE, "")));
    }
    return all;
  }

  private static void header(Section headers, String name, List<Header> all) {
    String value = headers.required(name, HEADER_VALUE, "");
    if (!HEADER_NAME.matcher(name).matches()) {
      headers.refuse(name, "must have a name of letters, digits and hyphens");
    } else if (name.equalsIgnoreCase("Host")) {
      headers.refuse(name, "is said by the key host");
    } else if (name.equalsIgnoreCase("Connection")) {
      headers.refuse(name, "cannot be chosen: each request has a connection of its own");
    } else if (OF_A_BODY.contains(name.toLowerCase(Locale.ROOT))) {
      headers.refuse(name, "cannot be chosen: no request has a body");
    } else {
      all.add(new Header(name, value));
    }
  }

  private static boolean isAgent(Header header) {
    return header.name().equalsIgnoreCase("User-Agent");
  }
}
