package dev.carousel.online;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies of a class, one for each topology of memory cell blocks. In a copy the topology is held by
 * static final fields, so the compiler knows every size and every "is there a gate": loops of one
 * to four turns become straight code. What that gains is in docs/performance.md.
 *
 * <p>A copy is a hidden class of the original's bytes whose class data is the topology. It may go
 * once no run or learner of it is left. Stack traces show its frames with {@code
 * -XX:+UnlockDiagnosticVMOptions -XX:+ShowHiddenFrames} only.
 *
 * @param <A> what the class is constructed with
 * @param <T> what its copies are known by
 */
final class PerTopology<A, T> {
  private final Class<? extends T> original;
  private final Class<A> argument;
  private final Class<T> type;
  private final Map<BlockTopology, SoftReference<Class<?>>> copies = new HashMap<>();

  PerTopology(Class<? extends T> original, Class<A> argument, Class<T> type) {
    this.original = original;
    this.argument = argument;
    this.type = type;
  }

  /** The topology of the copy that asks. */
  static BlockTopology topologyOf(MethodHandles.Lookup copy) {
    try {
      return MethodHandles.classData(copy, ConstantDescs.DEFAULT_NAME, BlockTopology.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An instance of the copy for this topology. */
  T create(BlockTopology topology, A with) {
    try {
      return type.cast(copy(topology).getDeclaredConstructor(argument).newInstance(with));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) { // such as memory that does not suffice
        throw error;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Class<?> copy(BlockTopology topology) throws IllegalAccessException {
    SoftReference<Class<?>> known = copies.get(topology);
    Class<?> copy = known == null ? null : known.get();
    if (copy == null) {
      copies.values().removeIf(gone -> gone.get() == null);
      copy =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes(), topology, false)
              .lookupClass();
      copies.put(topology, new SoftReference<>(copy));
    }
    return copy;
  }

  private byte[] bytes() {
    String file = original.getSimpleName() + ".class";
    try (InputStream in = original.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
