// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a message to its types: JSON may leave out anything, and a record's component that is not
 * {@code @Nullable} would be null nevertheless, to be met by somebody who cannot expect it.
 */
final class Complete {
  private Complete() {}

  /**
   * Looks through records, collections and maps.
   *
   * @throws IOException with the name of what is missing
   */
  static <T> T require(@Nullable T message) throws IOException {
    if (message == null) {
      throw new IOException("not a message: null");
    }
    look(message, message.getClass().getSimpleName());
    return message;
  }

  private static void look(@Nullable Object value, String path) throws IOException {
    if (value == null) {
      throw new IOException("not a message: " + path + " is missing");
    }
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object part = read(component, value);
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (part != null || !optional) {
          look(part, path + "." + component.getName());
        }
      }
    } else if (value instanceof Collection<?> elements) {
      for (Object element : elements) {
        look(element, path + "[]");
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object element : map.values()) {
        look(element, path + "{}");
      }
    }
  }

  private static @Nullable Object read(RecordComponent component, Object of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
