// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The messages as lines of JSON. Durations and instants as in ISO 8601. */
final class ElectorCodec {
  /** A record's components and nothing else; what a newer version says beyond them is ignored. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(asText())
          .addMixIn(Transport.class, TransportKinds.class)
          .addMixIn(Authentication.class, AuthenticationKinds.class)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ElectorCodec() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Transport.Multicast.class, name = "multicast"),
    @JsonSubTypes.Type(value = Transport.Unicast.class, name = "unicast")
  })
  private interface TransportKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Authentication.None.class, name = "none"),
    @JsonSubTypes.Type(value = Authentication.Password.class, name = "password"),
    @JsonSubTypes.Type(value = Authentication.Hmac.class, name = "hmac")
  })
  private interface AuthenticationKinds {}

  static String encode(Object message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message of ours cannot be written: " + message, e);
    }
  }

  /**
   * @throws IOException if the line is not a {@code type}: then the other end is of another version
   */
  static <T> T decode(String line, Class<T> type) throws IOException {
    T message = JSON.readValue(line, type);
    if (message == null) {
      throw new IOException("an empty message");
    }
    return message;
  }

  private static SimpleModule asText() {
    SimpleModule module = new SimpleModule("director");
    text(module, Duration.class, Duration::toString, Duration::parse);
    text(module, Instant.class, Instant::toString, Instant::parse);
    text(module, InetAddress.class, InetAddress::getHostAddress, ElectorCodec::literal);
    return module;
  }

  private static InetAddress literal(String text) {
    try {
      // The other end only writes literals, so nothing is looked up.
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.apply(in.getText());
          }
        });
  }
}
