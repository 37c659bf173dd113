// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.Question;
import director.healthcheck.state.ReadableDuration;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryEncoder;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A DNS query by UDP (RFC 1035, section 4.2.1). */
final class DnsDialogue implements DatagramDialogue {

  private final DnsCheck check;
  private final int id;
  private final DnsQuestion question;

  /**
   * @param id 0..65535, not to be guessed
   */
  DnsDialogue(DnsCheck check, int id) {
    this.check = check;
    this.id = id;
    this.question =
        new DefaultDnsQuestion(check.name(), DnsRecordType.valueOf(check.type().name()));
  }

  @Override
  public List<ChannelHandler> handlers() {
    return List.of(
        new DatagramDnsQueryEncoder(), new OurAnswers(id), new DatagramDnsResponseDecoder());
  }

  /** Without EDNS a response has up to 512 bytes; some servers do not care. */
  @Override
  public int longest() {
    return 4096;
  }

  @Override
  public ChannelFuture ask(Channel channel, Question asked) {
    DatagramDnsQuery query = new DatagramDnsQuery(null, asked.target(), id);
    return channel.writeAndFlush(
        query.setRecursionDesired(true).addRecord(DnsSection.QUESTION, question));
  }

  @Override
  public Optional<Finding> heard(Object message) {
    return message instanceof DnsResponse response && answersOurs(response)
        ? Optional.of(judged(response))
        : Optional.empty();
  }

  private boolean answersOurs(DnsResponse response) {
    DnsRecord echoed = response.recordAt(DnsSection.QUESTION);
    return echoed != null
        && echoed.type().equals(question.type())
        && echoed.name().equalsIgnoreCase(question.name());
  }

  private Finding judged(DnsResponse response) {
    if (!response.code().equals(DnsResponseCode.NOERROR)) {
      return Finding.bad("DNS response code " + name(response.code()) + ", expected NOERROR");
    }
    int records = response.count(DnsSection.ANSWER);
    if (check.answered() && !response.isTruncated() && !hasAnswer(response, records)) {
      return Finding.bad(
          "no %s record of %s in the answer".formatted(question.type().name(), question.name()));
    }
    return Finding.good(
        "answered NOERROR with " + (records == 1 ? "1 record" : records + " records"));
  }

  private boolean hasAnswer(DnsResponse response, int records) {
    for (int i = 0; i < records; i++) {
      DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
      if (record.type().equals(question.type())) {
        return true;
      }
    }
    return false;
  }

  /** As IANA writes it, or {@code UNKNOWN(11)}. */
  private static String name(DnsResponseCode code) {
    String name = code.toString().toUpperCase(Locale.ROOT);
    return name.startsWith("UNKNOWN") ? name : name.substring(0, name.indexOf('('));
  }

  @Override
  public Finding malformed() {
    return Finding.bad("the answer is not valid DNS");
  }

  @Override
  public Finding silent(Duration timeout) {
    return Finding.broken("no DNS answer within " + ReadableDuration.of(timeout));
  }
}
