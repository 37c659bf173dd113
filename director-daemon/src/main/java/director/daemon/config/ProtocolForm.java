// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.SmtpCheck;
import director.healthcheck.request.TlsTerms;
import java.util.Optional;
import java.util.regex.Pattern;

/** How questions are written in protocols that need few words. */
final class ProtocolForm {
  // RFC 1035, section 2.3.4; and the underscore of RFC 8552.
  private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final Kind<String> DNS_NAME =
      Kind.text(
          "a DNS name, such as \"www.example.com\" or \".\"",
          Pattern.compile("\\.|(?=.{1,254}$)" + LABEL + "(?:\\." + LABEL + ")*\\.?"));

  // A domain or an address in brackets (RFC 5321, section 4.1.1.1).
  private static final Kind<String> HELO =
      Kind.text(
          "a host name, such as \"director.example.com\"",
          Pattern.compile("(?=.{1,255}$)(?:[A-Za-z0-9_.-]+|\\[[A-Za-z0-9:.]+])"));

  private static final Kind<String> GRPC_SERVICE =
      Kind.text(
          "the name of a gRPC service, such as photos.v1.Router", Pattern.compile("[!-~]{0,255}"));

  private ProtocolForm() {}

  static DnsCheck dns(Section check) {
    return new DnsCheck(
        check.optional("record", RecordKind.KIND, DnsCheck.Type.SOA),
        check.optional("name", DNS_NAME, "."),
        check.optional("answered", Kind.flag(), false));
  }

  static SmtpCheck smtp(Section check) {
    // RFC 2606, section 2: nobody's name, and of the form that servers want.
    return new SmtpCheck(check.optional("helo", HELO, "directord.invalid"));
  }

  static PingCheck ping(Section check) {
    return new PingCheck(check.optional("bytes", Kind.integer(0, 1400), 56));
  }

  static RequestConfig.Grpc grpc(Section check) {
    Optional<TlsForm> tls =
        check.switchable("tls", "a section in braces, or true").map(TlsForm::alone);
    boolean isAskedFor = tls.isPresent() && tls.get().serverName.isEmpty();
    Optional<String> authority =
        check.optional(
            "authority",
            (isAskedFor ? HostKinds.HOST_FOR_TLS : HostKinds.HOST).maybe(),
            Optional.empty());
    Optional<TlsTerms> terms = tls.map(form -> form.read(authority));
    return new RequestConfig.Grpc(terms, authority, check.optional("service", GRPC_SERVICE, ""));
  }
}
