// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.Expectation;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Redirects;
import director.healthcheck.request.HttpExchange.Version;
import java.util.List;
import java.util.Optional;

/** A request of a test, all of it usual but for what the test is about. */
record Asking(
    Method method,
    String path,
    Version version,
    List<Header> headers,
    List<Expectation> body,
    int maximumBody,
    boolean strictLength,
    Redirects redirects) {

  static Asking get(String path) {
    return new Asking(
        Method.GET, path, Version.HTTP_1_1, List.of(), List.of(), 65_536, false, Redirects.REFUSED);
  }

  Asking by(Method other) {
    return new Asking(other, path, version, headers, body, maximumBody, strictLength, redirects);
  }

  Asking in(Version other) {
    return new Asking(method, path, other, headers, body, maximumBody, strictLength, redirects);
  }

  Asking with(Header... others) {
    return new Asking(
        method, path, version, List.of(others), body, maximumBody, strictLength, redirects);
  }

  Asking expecting(Expectation... others) {
    return new Asking(
        method, path, version, headers, List.of(others), maximumBody, strictLength, redirects);
  }

  Asking atMost(int bytes) {
    return new Asking(method, path, version, headers, body, bytes, strictLength, redirects);
  }

  Asking strictly() {
    return new Asking(method, path, version, headers, body, maximumBody, true, redirects);
  }

  Asking following() {
    return new Asking(
        method, path, version, headers, body, maximumBody, strictLength, Redirects.FOLLOWED);
  }

  HttpExchange exchange() {
    return new HttpExchange(
        method,
        path,
        "photos.example.com",
        version,
        headers,
        ExpectedStatus.of(200),
        body,
        maximumBody,
        strictLength,
        redirects);
  }

  /** Without TLS. */
  CheckRequest plain() {
    return HttpCheck.of(Optional.empty(), exchange());
  }
}
