// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a record is made of. */
record Shape(List<Part> parts, Constructor<?> constructor) {
  /** What was found out about a record is kept with it. */
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return find(type);
        }
      };

  Shape {
    parts = List.copyOf(parts);
  }

  /** A component. */
  record Part(String name, Type type, boolean optional, Method accessor) {
    private static Part of(RecordComponent component) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Part(component.getName(), component.getGenericType(), optional, accessor);
    }

    @Nullable Object of(Object record) {
      try {
        return accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }
  }

  /**
   * Looks at a record.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Shape of(Class<?> record) {
    return SHAPES.get(record);
  }

  private static Shape find(Class<?> record) {
    if (!record.isRecord()) {
      throw new IllegalArgumentException("no form for " + record);
    }
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = record.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return new Shape(Stream.of(components).map(Part::of).toList(), canonical);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + record, e);
    }
  }

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if the record refuses these values
   */
  Object create(List<@Nullable Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw new IllegalArgumentException(refusal.getMessage(), refusal);
      }
      throw new IllegalStateException("cannot make " + constructor, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + constructor, e);
    }
  }
}
