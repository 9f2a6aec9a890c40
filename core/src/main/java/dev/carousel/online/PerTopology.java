package dev.carousel.online;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies of a class, one for each topology of memory cell blocks. In a copy the topology is held by
 * static final fields, so the compiler knows every size and every "is there a gate": loops of one
 * to four turns become straight code. A step of a network of few units takes half the time, for it
 * consists of little but such loops.
 *
 * <p>A copy is a hidden class of the original's bytes whose class data is the topology; it goes
 * when memory is short and no network of the topology is left.
 *
 * @param <A> what the class is constructed with
 * @param <T> what its copies are known by
 */
final class PerTopology<A, T> {
  private final Class<? extends T> original;
  private final Class<A> argument;
  private final Class<T> type;
  private final Map<BlockTopology, SoftReference<Constructor<?>>> copies = new HashMap<>();

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
      return type.cast(constructor(topology).newInstance(with));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Constructor<?> constructor(BlockTopology topology)
      throws ReflectiveOperationException {
    SoftReference<Constructor<?>> known = copies.get(topology);
    Constructor<?> constructor = known == null ? null : known.get();
    if (constructor == null) {
      constructor =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes(), topology, false)
              .lookupClass()
              .getDeclaredConstructor(argument);
      copies.put(topology, new SoftReference<>(constructor));
    }
    return constructor;
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
