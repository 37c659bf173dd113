// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accounts to bytes and back, and into parts. */
public final class AccountCodec {
  private static final int LONGEST_NAME = 64;

  /** The name of a pool, and an address of it. */
  private static final int LONGEST_SERVER = 64 + 1 + 39;

  private static final int LONGEST_STATE = 16;
  private static final int LONGEST_REASON = 120;
  private static final int LONGEST_ORDER = 80;
  private static final int LONGEST_KEY = 100;
  private static final int LONGEST_VALUE = 60;

  private AccountCodec() {}

  /** The parts that it is sent in; in order. */
  public static List<Part> parts(long revision, Account account) {
    ByteBuffer all = encode(account);
    int count = (all.remaining() + Part.LENGTH - 1) / Part.LENGTH;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i * Part.LENGTH;
      int length = Math.min(Part.LENGTH, all.limit() - at);
      parts.add(new Part(revision, i, count, all.slice(at, length)));
    }
    return parts;
  }

  static ByteBuffer encode(Account account) {
    WireWriter writer = new WireWriter().octet(account.complete() ? 1 : 0);
    writer.records(
        List.copyOf(account.config().entrySet()),
        (out, it) -> out.text(it.getKey(), LONGEST_NAME).number32(it.getValue()));
    writer.records(
        account.instances(),
        (out, it) ->
            out.text(it.name(), LONGEST_NAME)
                .text(it.state(), LONGEST_STATE)
                .octet(it.priority())
                .text(it.withheld(), LONGEST_ORDER)
                .number32(it.config()));
    writer.records(
        account.services(),
        (out, it) ->
            out.text(it.name(), LONGEST_NAME)
                .number32(it.healthy())
                .number32(it.total())
                .octet(it.listed() ? 1 : 0)
                .number32(it.config()));
    writer.records(account.servers(), AccountCodec::encode);
    writer.records(
        account.settings(),
        (out, it) ->
            out.text(it.section(), LONGEST_KEY)
                .text(it.key(), LONGEST_KEY)
                .text(it.value(), LONGEST_VALUE));
    return writer.done();
  }

  private static void encode(WireWriter out, Account.Server it) {
    out.text(it.service(), LONGEST_NAME)
        .text(it.name(), LONGEST_SERVER)
        .text(it.state(), LONGEST_STATE)
        .number64(it.since().toEpochMilli())
        .text(it.reason(), LONGEST_REASON)
        .text(it.order(), LONGEST_ORDER);
  }

  /** Reads what the parts of one revision are together. */
  public static Account decode(ByteBuffer whole) throws MalformedDatagramException {
    return WireReader.read(whole, AccountCodec::decode);
  }

  private static Account decode(WireReader reader) throws MalformedDatagramException {
    boolean complete = reader.octet() != 0;
    SortedMap<String, Integer> config = new TreeMap<>();
    reader
        .records(Account.MOST_SECTIONS, it -> Map.entry(it.text(), it.hash()))
        .forEach(entry -> config.put(entry.getKey(), entry.getValue()));
    return new Account(
        config,
        reader.records(Account.MOST_INSTANCES, AccountCodec::instance),
        reader.records(Account.MOST_SERVICES, AccountCodec::service),
        reader.records(Account.MOST_SERVERS, AccountCodec::server),
        reader.records(
            Account.MOST_SETTINGS, it -> new Account.Setting(it.text(), it.text(), it.text())),
        complete);
  }

  private static Account.Instance instance(WireReader reader) {
    return new Account.Instance(
        reader.text(), reader.text(), reader.octet(), reader.text(), reader.hash());
  }

  private static Account.Service service(WireReader reader) throws MalformedDatagramException {
    String name = reader.text();
    long healthy = reader.number32();
    long total = reader.number32();
    if (healthy > total || total > Integer.MAX_VALUE) {
      throw MalformedDatagramException.garbled(healthy + " of " + total + " servers are healthy");
    }
    boolean listed = reader.octet() != 0;
    return new Account.Service(name, (int) healthy, (int) total, listed, reader.hash());
  }

  private static Account.Server server(WireReader reader) {
    String service = reader.text();
    String name = reader.text();
    String state = reader.text();
    Instant since = Instant.ofEpochMilli(reader.number64());
    return new Account.Server(service, name, state, since, reader.text(), reader.text());
  }
}
