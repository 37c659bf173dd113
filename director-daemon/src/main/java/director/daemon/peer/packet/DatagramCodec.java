// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import director.daemon.peer.packet.Heartbeat.Echo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * Datagrams to bytes and back.
 *
 * <pre>
 *  0  "dird"           what it is
 *  4  form             1; whatever the form, these 24 bytes and the signature stay where they are
 *  5  type             1 heartbeat, 2 part
 *  6  0                2 bytes
 *  8  session          8 bytes
 * 16  sequence         8 bytes
 * 24  the message
 *     HMAC-SHA256      the last 32 bytes, over all before
 * </pre>
 */
public final class DatagramCodec {
  public static final int SIGNATURE_LENGTH = 32;
  public static final int SHORTEST = 24 + SIGNATURE_LENGTH;

  /** With headers it fits into the smallest MTU of IPv6, 1280. */
  public static final int LONGEST = 1232;

  private static final int MAGIC = 0x64697264;
  private static final int FORM = 1;
  private static final int SESSION_AT = 8;
  private static final int HEARTBEAT = 1;
  private static final int PART = 2;
  private static final int LONGEST_NAME = 64;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long LONGEST_INTERVAL = 3_600_000;

  /** 1970 to 2262: what a difference of two instants in nanoseconds can hold. */
  private static final long LAST_MICRO = 9_200_000_000L * MICROS_PER_SECOND;

  private DatagramCodec() {}

  /** Without the signature, which belongs behind it. */
  public static ByteBuffer encode(Datagram datagram) {
    WireWriter writer = new WireWriter().number32(MAGIC).octet(FORM);
    writer.octet(typeOf(datagram.message())).number16(0);
    writer.number64(datagram.session()).number64(datagram.sequence());
    if (datagram.message() instanceof Heartbeat heartbeat) {
      encode(heartbeat, writer);
    } else if (datagram.message() instanceof Part part) {
      writer.number32(part.revision()).number16(part.index()).number16(part.count());
      writer.octets(part.content());
    }
    return writer.done();
  }

  private static int typeOf(Message message) {
    if (message instanceof Message.Unknown unknown) {
      return unknown.type();
    }
    return message instanceof Heartbeat ? HEARTBEAT : PART;
  }

  private static void encode(Heartbeat heartbeat, WireWriter writer) {
    writer
        .number32(heartbeat.interval().toMillis())
        .number64(micros(heartbeat.sent()))
        .number32(heartbeat.revision())
        .number64(heartbeat.started().toEpochMilli())
        .number64(heartbeat.configHash())
        .text(heartbeat.name(), LONGEST_NAME)
        .text(heartbeat.version(), LONGEST_NAME)
        .records(
            heartbeat.echoes(),
            (out, echo) ->
                out.number64(echo.session())
                    .number64(echo.sequence())
                    .number64(echo.held().toNanos())
                    .number32(echo.revision()));
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * MICROS_PER_SECOND + at.getNano() / 1000;
  }

  /** Whether it begins like one of ours; of at least {@link #SHORTEST} bytes. */
  public static boolean isOurs(ByteBuffer signed) {
    return signed.getInt(signed.position()) == MAGIC;
  }

  /** Whose it claims to be; of at least {@link #SHORTEST} bytes. */
  public static long session(ByteBuffer signed) {
    return signed.getLong(signed.position() + SESSION_AT);
  }

  /**
   * Reads what is authentic.
   *
   * @param unsigned without the signature
   */
  public static Datagram decode(ByteBuffer unsigned) throws MalformedDatagramException {
    return WireReader.read(unsigned, DatagramCodec::decode);
  }

  private static Datagram decode(WireReader reader) throws MalformedDatagramException {
    if (reader.hash() != MAGIC) {
      throw new MalformedDatagramException(Refusal.NOT_OURS, "does not begin as ours do");
    }
    int form = reader.octet();
    if (form != FORM) {
      throw new MalformedDatagramException(
          Refusal.OTHER_FORM, "has form " + form + ", this directord speaks form " + FORM);
    }
    int type = reader.octet();
    int unused = reader.number16();
    long session = reader.number64();
    long sequence = reader.number64();
    if (sequence < 1) {
      throw MalformedDatagramException.garbled("has sequence " + sequence + ", they begin with 1");
    }
    return new Datagram(session, sequence, message(type, reader));
  }

  private static Message message(int type, WireReader reader) throws MalformedDatagramException {
    return switch (type) {
      case HEARTBEAT -> heartbeat(reader);
      case PART -> part(reader);
      default -> new Message.Unknown(type);
    };
  }

  private static Heartbeat heartbeat(WireReader reader) throws MalformedDatagramException {
    long interval = reader.number32();
    long sent = reader.number64();
    if (interval < 1 || interval > LONGEST_INTERVAL || sent < 0 || sent > LAST_MICRO) {
      throw MalformedDatagramException.garbled(
          "has an interval of " + interval + " ms or a time of " + sent + " us, which are none");
    }
    long revision = reader.number32();
    Instant started = Instant.ofEpochMilli(reader.number64());
    long configHash = reader.number64();
    return new Heartbeat(
        Duration.ofMillis(interval),
        Instant.ofEpochSecond(sent / MICROS_PER_SECOND, sent % MICROS_PER_SECOND * 1000),
        revision,
        reader.text(),
        reader.text(),
        started,
        configHash,
        reader.records(Heartbeat.MOST_ECHOES, DatagramCodec::echo));
  }

  private static Echo echo(WireReader reader) throws MalformedDatagramException {
    long session = reader.number64();
    long sequence = reader.number64();
    long held = reader.number64();
    if (held < 0) {
      throw MalformedDatagramException.garbled("was held for " + held + " ns");
    }
    return new Echo(session, sequence, Duration.ofNanos(held), reader.number32());
  }

  private static Part part(WireReader reader) throws MalformedDatagramException {
    long revision = reader.number32();
    int index = reader.number16();
    int count = reader.number16();
    ByteBuffer content = reader.rest();
    int length = content.remaining();
    boolean last = index == count - 1;
    if (count > Part.MOST || index >= count || length < 1 || length > Part.LENGTH) {
      throw MalformedDatagramException.garbled(
          "part %d of %d with %d bytes".formatted(index, count, length));
    }
    if (!last && length != Part.LENGTH) {
      throw MalformedDatagramException.garbled(
          "a part in the middle has only %d bytes".formatted(length));
    }
    return new Part(revision, index, count, content);
  }
}
