// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleAbstractTypeResolver;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
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
   * Reads a message that is complete: nothing in it is null that must not be.
   *
   * @throws UnknownMessageException if the other end knows kinds of messages that we do not
   * @throws IOException if the line is not a {@code type}
   */
  static <T> T decode(String line, Class<T> type) throws IOException {
    try {
      @Nullable T message = JSON.readValue(line, type);
      return Complete.require(message);
    } catch (InvalidTypeIdException e) {
      boolean ofTheMessage = type.equals(e.getBaseType().getRawClass());
      if (ofTheMessage && e.getTypeId() != null) {
        throw new UnknownMessageException(e.getTypeId());
      }
      throw new IOException("not a message: " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      // Without the line itself, which can be long and holds secrets.
      throw new IOException("not a message: " + e.getOriginalMessage(), e);
    }
  }

  /** Counters of an enum's constants: one that only a newer version knows is left out. */
  private static final class CountedByEnum extends SimpleAbstractTypeResolver {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable JavaType findTypeMapping(DeserializationConfig config, JavaType type) {
      return type.hasRawClass(Map.class) && type.getKeyType().isEnumType()
          ? config.getTypeFactory().constructSpecializedType(type, EnumMap.class)
          : super.findTypeMapping(config, type);
    }
  }

  private static SimpleModule asText() {
    SimpleModule module = new SimpleModule("director");
    module.setAbstractTypes(new CountedByEnum());
    text(module, Duration.class, Duration::toString, Duration::parse);
    text(module, Instant.class, Instant::toString, Instant::parse);
    text(module, InetAddress.class, InetAddress::getHostAddress, AddressLiteral::parse);
    return module;
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
            String text = in.getText();
            try {
              return read.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
              throw context.weirdStringException(text, type, String.valueOf(e.getMessage()));
            }
          }
        });
  }
}
