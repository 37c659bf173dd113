// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/** Memory with a fixed address that both Java and the kernel can use, in native byte order. */
public final class NativeBuffer {
  private final ByteBuffer bytes;
  private final long address;

  public NativeBuffer(int capacity) {
    bytes = ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    address = Pointer.wrap(LibC.RUNTIME, bytes).address();
  }

  /** The memory itself; position and limit are the caller's. */
  public ByteBuffer bytes() {
    return bytes;
  }

  public int capacity() {
    return bytes.capacity();
  }

  long address() {
    return address;
  }
}
