// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.RequestConfig.Exchange;
import director.daemon.config.RequestConfig.Http;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Version;
import director.healthcheck.request.StatusRange;
import java.util.ArrayList;
import java.util.List;

/** Requests by HTTP: one as the check itself, or several in a list. */
final class HttpTerms {
  private static final String AGENT = "User-Agent";

  private HttpTerms() {}

  static void put(Keys keys, Http http) {
    http.tls().ifPresent(tls -> keys.put("tls", RequestTerms.tls(tls)));
    Exchange first = http.exchanges().get(0);
    if (http.exchanges().size() == 1 && canStandAlone(first, http)) {
      exchange(keys, first);
      expect(keys, first);
      return;
    }
    // Whoever asks by HEAD and expects a text has that from the check, and cannot say it.
    http.exchanges().stream()
        .filter(HttpTerms::inherits)
        .findFirst()
        .ifPresent(one -> expect(keys, one));
    List<Term> all = new ArrayList<>();
    for (Exchange one : http.exchanges()) {
      Keys section = exchange(new Keys(), one);
      all.add((inherits(one) ? section : expect(section, one)).done());
    }
    keys.put("requests", new Term.Several(all));
  }

  /** Beside a name that TLS does not ask for it would be that name. */
  private static boolean canStandAlone(Exchange exchange, Http http) {
    boolean nameless = http.tls().filter(tls -> tls.serverName().isEmpty()).isPresent();
    return !inherits(exchange) && !(nameless && exchange.host().isPresent());
  }

  private static boolean inherits(Exchange exchange) {
    return exchange.method() == Method.HEAD && !exchange.body().isEmpty();
  }

  private static Keys exchange(Keys keys, Exchange exchange) {
    keys.text("path", exchange.path())
        .text("host", exchange.host())
        .word("method", exchange.method().name())
        .text("version", exchange.version() == Version.HTTP_1_0 ? "1.0" : "1.1");
    headers(keys, exchange.headers());
    return keys.number("max-body", exchange.maximumBody()).word("redirects", exchange.redirects());
  }

  private static Keys expect(Keys keys, Exchange exchange) {
    Keys expect =
        new Keys()
            .several("status", exchange.status().ranges(), HttpTerms::status)
            .flag("strict-length", exchange.strictLength());
    return keys.put("expect", ExpectTerms.texts(expect, exchange.body()));
  }

  private static Term status(StatusRange range) {
    String text = range.toString();
    return text.contains("-") ? Keys.text(text) : Keys.plain(text);
  }

  /** Those of a section are in its order; one that comes behind them has a key of its own. */
  private static void headers(Keys keys, List<Header> headers) {
    Keys section = new Keys();
    String before = "";
    for (Header header : headers) {
      if (header.name().equals(AGENT) && before.compareTo(AGENT) > 0) {
        keys.text("user-agent", header.value());
      } else {
        section.text(header.name(), header.value());
        before = header.name();
      }
    }
    keys.put("headers", section);
  }
}
