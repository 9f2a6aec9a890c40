package dev.carousel.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Buffers, pooled by length and reused from step to step: after warm-up no array is allocated. Not
 * safe for several threads; each tape has its own.
 */
public final class Workspace {
  private static final class Pool {
    final List<float[]> buffers = new ArrayList<>();
    int taken;
  }

  private final Map<Integer, Pool> pools = new HashMap<>();

  /** A buffer of exactly {@code length} floats, contents undefined, until {@link #reset}. */
  public float[] take(int length) {
    Pool pool = pools.computeIfAbsent(length, n -> new Pool());
    if (pool.taken == pool.buffers.size()) {
      pool.buffers.add(new float[length]);
    }
    return pool.buffers.get(pool.taken++);
  }

  /** The same, all zero. */
  public float[] takeZeroed(int length) {
    float[] buffer = take(length);
    java.util.Arrays.fill(buffer, 0f);
    return buffer;
  }

  /** Bytes of all buffers, taken or not. */
  public long bytes() {
    long floats = 0;
    for (Map.Entry<Integer, Pool> pool : pools.entrySet()) {
      floats += (long) pool.getKey() * pool.getValue().buffers.size();
    }
    return Float.BYTES * floats;
  }

  /** Takes back every buffer. */
  public void reset() {
    for (Pool pool : pools.values()) {
      pool.taken = 0;
    }
  }
}
