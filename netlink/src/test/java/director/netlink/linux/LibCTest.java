// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LibCTest {

  @Test
  @DisplayName("no function has more than five parameters: jnr-ffi passes garbage as the sixth")
  void fiveParametersAtMost() {
    List<String> tooLong =
        Arrays.stream(LibC.class.getDeclaredMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .filter(method -> method.getParameterCount() > 5)
            .map(Method::getName)
            .toList();

    assertEquals(List.of(), tooLong);
  }

  @Test
  @DisplayName("a failed call is told with its error number, name and meaning")
  void tellsErrors() {
    var failed =
        assertThrows(ErrnoException.class, () -> LibC.check("close", LibC.INSTANCE.close(-1)));

    assertEquals("close: Bad file descriptor (EBADF)", failed.getMessage());
    assertEquals(9, failed.errno());
    assertEquals("error 4095", ErrnoException.describe(4095));
  }
}
