// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Answers each request with what a real kernel once answered to the same bytes. */
final class RecordedKernel implements Netlink {
  private static final String FIND_IPVS = "03020000090002004950565300000000";
  private static final String FOUND_IPVS = "01020000060001001c000000";
  private static final int EINVAL = 22;

  private final Map<String, List<String>> answers = new LinkedHashMap<>();

  private RecordedKernel() {
    answers.put(FIND_IPVS, List.of(FOUND_IPVS));
  }

  static RecordedKernel linux61() throws IOException {
    RecordedKernel kernel = new RecordedKernel();
    List<String> answer = new ArrayList<>();
    for (String line : lines("linux-6.1.hex")) {
      if (line.startsWith(">")) {
        answer = new ArrayList<>();
        kernel.answers.put(line.substring(2), answer);
      } else if (line.startsWith("<")) {
        answer.add(line.substring(2));
      }
    }
    return kernel;
  }

  /** The same kernel, had it no 64-bit counters: their attribute gets a number without meaning. */
  RecordedKernel withoutStats64() {
    return changed(message -> message.replace("a0000c00", "a0003f00"));
  }

  /** The same kernel with other answers, but for the first. */
  RecordedKernel changed(UnaryOperator<String> change) {
    RecordedKernel other = new RecordedKernel();
    answers.forEach(
        (request, answer) ->
            other.answers.putIfAbsent(request, answer.stream().map(change).toList()));
    return other;
  }

  @Override
  public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
    List<String> answer = answers.get(hex(request.payload()));
    if (answer == null) {
      throw NetlinkException.refused("never recorded: " + hex(request.payload()), EINVAL, "");
    }
    return answer.stream()
        .map(hex -> ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
        .map(bytes -> new NetlinkMessage(request.type(), 0, bytes))
        .toList();
  }

  static String hex(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = RecordedKernel.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Override
  public void close() {}
}
