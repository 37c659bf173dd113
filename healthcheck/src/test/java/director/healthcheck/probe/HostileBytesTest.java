// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.AgentCheck;
import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.Expectation;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.GrpcCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.Octets;
import director.healthcheck.request.Question;
import director.healthcheck.request.SmtpCheck;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import director.testkit.Seeds;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server sends in whatever pieces, it is its fault: nothing is thrown, nothing void. */
class HostileBytesTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int ROUNDS = 400;

  /** How a kind of check begins, and what healthy servers answer to it. */
  private record Talk(Supplier<Dialogue> dialogue, List<byte[]> answers) {}

  private static final List<Talk> STREAMS =
      List.of(
          new Talk(
              () ->
                  new HttpDialogue(
                      HttpExchange.get("/", "photos.example.com", ExpectedStatus.of(200))),
              List.of(
                  text("HTTP/1.1 200 OK|Content-Length: 3||OK|"),
                  text("HTTP/1.0 200 OK|Content-Length: 3|Content-Length: 4||OK|"),
                  text(
                      "HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Transfer-Encoding: chunked||3;a=b|abc|0|T: u||"),
                  text("HTTP/1.1 302 Found|Location: https://photos.example.com/login?a=b||"))),
          new Talk(
              () ->
                  new GrpcDialogue(new GrpcCheck(Optional.empty(), "photos.example.com", "router")),
              List.of(
                  joined(
                      TestHttp2.settings(),
                      TestHttp2.header(
                          1, false, ":status", "200", "content-type", "application/grpc"),
                      TestHttp2.data(1, false, "00000000020801"),
                      TestHttp2.header(1, true, "grpc-status", "0")))),
          new Talk(
              () -> new SmtpDialogue(new SmtpCheck("directord.invalid")),
              List.of(text("220 mail ESMTP|250-mail|250 SIZE 9|221 bye|"))),
          new Talk(
              () -> new AgentDialogue(new AgentCheck(Optional.empty(), 1, 100, 10)),
              List.of(text("up 75% ready maxconn:30 #well|"), text("down #gone|"))),
          new Talk(
              () ->
                  new TcpDialogue(
                      new TcpCheck(
                          Optional.empty(),
                          Optional.empty(),
                          List.of(new Expectation.Matches("^[0-9]+ ready$")))),
              List.of(text("100 ready"))));

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("over a connection")
  void streams(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Talk talk = STREAMS.get(random.nextInt(STREAMS.size()));
      byte[] answer = mutated(talk.answers().get(random.nextInt(talk.answers().size())), random);
      String told = HexFormat.of().formatHex(answer) + ", -Dseed=" + seed;

      List<ProbeResult> results = heard(talk.dialogue().get(), answer, random, told);

      assertEquals(1, results.size(), told);
      assertNotEquals(Verdict.VOID, results.get(0).verdict(), results + " " + told);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("in datagrams")
  void datagrams(long seed) {
    Random random = new Random(seed);
    byte[] dns =
        HexFormat.of()
            .parseHex(
                "123481800001000100000000"
                    + "0667726f757073076578616d706c6503636f6d0000010001"
                    + "c00c000100010000003c0004c0000201");
    for (int i = 0; i < ROUNDS; i++) {
      byte[] answer = mutated(dns, random);
      if (random.nextInt(4) > 0 && answer.length > 3) {
        System.arraycopy(dns, 0, answer, 0, 3); // or it would not even be read
      }
      String told = HexFormat.of().formatHex(answer) + ", -Dseed=" + seed;
      DatagramDialogue dialogue =
          random.nextBoolean()
              ? new DnsDialogue(new DnsCheck(DnsCheck.Type.A, "groups.example.com", true), 0x1234)
              : new UdpDialogue(
                  new UdpCheck(new Octets("01"), Optional.of(new UdpCheck.Reply("1x", 1, 600))));

      List<ProbeResult> results = heard(dialogue, answer, told);

      for (ProbeResult result : results) {
        assertNotEquals(Verdict.VOID, result.verdict(), result + " " + told);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("as a place to go to instead")
  void locations(long seed) {
    Random random = new Random(seed);
    HttpExchange asked = HttpExchange.get("/a?b", "photos.example.com", ExpectedStatus.of(200));
    List<byte[]> locations =
        List.of(
            text("https://photos.example.com:443/login?a=b#c"),
            text("//[2001:db8::1]:443/%20"),
            text("../x/./y"),
            text("?q"));
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = mutated(locations.get(random.nextInt(locations.size())), random);
      String location = new String(bytes, StandardCharsets.ISO_8859_1);
      String host;
      try {
        host = Redirect.follow(asked, true, 302, location).host();
      } catch (Redirect.Refused refused) {
        host = "none";
      }

      assertEquals(-1, host.indexOf('\n'), location + ", -Dseed=" + seed);
    }
  }

  @Test
  @DisplayName("what we throw ourselves is void, says where, and ends one conversation only")
  void ourMistake() {
    ProbeResult result =
        heard(new Throwing(), new byte[] {1}, "no mistake that ends the process").get(0);

    assertEquals(Verdict.VOID, result.verdict());
    assertEquals(
        "a mistake in directord, please report it: java.lang.IllegalStateException: never thought"
            + " of",
        result.seen());
    assertEquals(5, result.notes().size());
    assertTrue(result.notes().get(0).contains("HostileBytesTest.java"), result.notes().get(0));
  }

  /** Has a mistake. */
  private static final class Throwing implements DatagramDialogue {
    @Override
    public List<ChannelHandler> handlers() {
      return List.of();
    }

    @Override
    public int longest() {
      return 1;
    }

    @Override
    public ChannelFuture ask(Channel channel, Question question) {
      return channel.newSucceededFuture();
    }

    @Override
    public Optional<Finding> heard(Object message) {
      throw new IllegalStateException("never thought of");
    }

    @Override
    public Finding malformed() {
      return Finding.bad("malformed");
    }

    @Override
    public Finding silent(Duration timeout) {
      return Finding.bad("silent");
    }
  }

  static LongStream seeds() {
    return Seeds.first(10);
  }

  /** What comes of a connection over which {@code answer} comes in pieces, and which ends then. */
  private static List<ProbeResult> heard(
      Dialogue dialogue, byte[] answer, Random random, String told) {
    List<Runnable> soon = new ArrayList<>();
    List<ProbeResult> results = new ArrayList<>();
    var channel = new EmbeddedChannel();
    var probe = new StreamProbe(dialogue, false, TIMEOUT, soon::add, results::add);
    reporting(
        told,
        () -> {
          probe.converseOn(channel, null);
          channel.pipeline().fireChannelActive();
          for (int at = 0; at < answer.length && channel.isOpen(); ) {
            int end = Math.min(answer.length, at + 1 + random.nextInt(40));
            channel.writeInbound(Unpooled.copiedBuffer(answer, at, end - at));
            at = end;
          }
          if (channel.isOpen()) {
            channel.pipeline().firstContext().close();
          }
          channel.runPendingTasks();
          soon.forEach(Runnable::run);
        });
    channel.finishAndReleaseAll();
    return results;
  }

  /** What comes of a socket from which {@code answer} is read. */
  private static List<ProbeResult> heard(DatagramDialogue dialogue, byte[] answer, String told) {
    List<Runnable> soon = new ArrayList<>();
    List<ProbeResult> results = new ArrayList<>();
    var channel = new EmbeddedChannel();
    var probe = new DatagramProbe(dialogue, TIMEOUT, soon::add, results::add);
    var here = new InetSocketAddress("127.0.0.1", 53);
    reporting(
        told,
        () -> {
          probe.converseOn(channel);
          probe.asked();
          channel.writeInbound(new DatagramPacket(Unpooled.copiedBuffer(answer), here, here));
          soon.forEach(Runnable::run);
        });
    channel.finishAndReleaseAll();
    return results;
  }

  /** What a probe takes for a mistake of ours must not come by a server's doing. */
  private static void reporting(String told, Runnable work) {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    List<Throwable> mistakes = new ArrayList<>();
    thread.setUncaughtExceptionHandler((where, mistake) -> mistakes.add(mistake));
    try {
      work.run();
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertEquals(List.of(), mistakes, told);
  }

  /** As it is, cut, or with some bytes changed, doubled or left out. */
  private static byte[] mutated(byte[] answer, Random random) {
    byte[] bytes = answer.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 ->
            bytes =
                joined(
                    Arrays.copyOf(bytes, at),
                    Arrays.copyOfRange(answer, 0, Math.min(at, answer.length)));
        default ->
            bytes =
                joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
      }
      bytes = bytes.length == 0 ? new byte[] {(byte) random.nextInt(256)} : bytes;
    }
    return bytes;
  }

  private static byte[] text(String text) {
    return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
