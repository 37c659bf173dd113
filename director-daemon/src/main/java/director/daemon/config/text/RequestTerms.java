// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.RequestConfig;
import director.healthcheck.request.AgentCheck;
import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.Octets;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.SmtpCheck;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.UdpCheck;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a check asks, by its type. */
final class RequestTerms {
  /** Whoever wrote it meant text. */
  private static final Pattern TEXT = Pattern.compile("[\\r\\n\\x20-\\x7e]{1,4096}");

  /** As many as can be written as digits. */
  private static final int MOST_DIGITS = 2 * 4096;

  private RequestTerms() {}

  static void put(Keys keys, RequestConfig request) {
    if (request instanceof RequestConfig.Http http) {
      HttpTerms.put(keys, http);
    } else if (request instanceof RequestConfig.Grpc grpc) {
      grpc.tls().ifPresent(tls -> keys.put("tls", tls(tls)));
      keys.text("authority", grpc.authority()).text("service", grpc.service());
    } else if (request instanceof RequestConfig.Script script) {
      keys.texts("command", script.command())
          .text("user", script.user())
          .flag("dynamic", script.dynamic());
    } else if (request instanceof RequestConfig.Same same) {
      put(keys, same.request());
    }
  }

  private static void put(Keys keys, CheckRequest request) {
    if (request instanceof TcpCheck tcp) {
      tcp.tls().ifPresent(tls -> keys.put("tls", tls(tls)));
      tcp.send().ifPresent(bytes -> octets(keys, "send", bytes));
      keys.put("expect", ExpectTerms.texts(new Keys(), tcp.expect()));
    } else if (request instanceof UdpCheck udp) {
      octets(keys, "payload", udp.payload());
      udp.reply().ifPresent(reply -> keys.put("reply", reply(reply)));
    } else if (request instanceof DnsCheck dns) {
      keys.word("record", dns.type().name())
          .text("name", dns.name())
          .flag("answered", dns.answered());
    } else if (request instanceof SmtpCheck smtp) {
      keys.text("helo", smtp.helo());
    } else if (request instanceof PingCheck ping) {
      keys.number("bytes", ping.bytes());
    } else if (request instanceof AgentCheck agent) {
      agent.send().ifPresent(bytes -> octets(keys, "send", bytes));
      keys.number("minimum-share", agent.minimumShare())
          .number("maximum-share", agent.maximumShare())
          .number("step", agent.step());
    } else if (request instanceof FileCheck file) {
      keys.text("file", file.file().toString()).number("factor", file.factor());
    } else {
      throw new IllegalArgumentException("no words for " + request.kind());
    }
  }

  private static Keys reply(UdpCheck.Reply reply) {
    Keys keys = new Keys();
    if (!reply.mask().isEmpty()) {
      keys.text("mask", reply.mask());
    }
    return keys.number("minimum", reply.minimum()).number("maximum", reply.maximum());
  }

  static Keys tls(TlsTerms tls) {
    Keys keys =
        new Keys()
            .text("server-name", tls.serverName())
            .word("verify", tls.verification())
            .text("authority", tls.authority().map(Object::toString));
    tls.client()
        .ifPresent(
            client ->
                keys.text("certificate", client.certificate().toString())
                    .text("key", client.key().toString()));
    return keys.number("full-every", tls.fullEvery())
        .time("warn-before-expiry", tls.warnBeforeExpiry());
  }

  private static void octets(Keys keys, String key, Octets octets) {
    if (octets.hex().isEmpty()) {
      return;
    }
    Optional<String> text = text(octets);
    boolean readable = text.filter(it -> TEXT.matcher(it).matches()).isPresent();
    if (text.isPresent() && (readable || octets.hex().length() > MOST_DIGITS)) {
      keys.text(key, text);
    } else {
      keys.text(key + "-hex", octets.hex());
    }
  }

  private static Optional<String> text(Octets octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.bytes())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
