package dev.carousel.bench.ceiling;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;

/** Short measurements, one after the other, on some threads at once. */
final class Windows {
  /** Work of a known size. */
  @FunctionalInterface
  interface Work {
    /** Does it and gives the floating-point operations it was. */
    double run();
  }

  private Windows() {}

  /**
   * GFLOP/s of all threads together.
   *
   * @param works makes what thread t does in each window, one after the other
   * @return (windows, works)
   */
  static double[][] rates(int threads, int windows, IntFunction<Work[]> works)
      throws InterruptedException {
    double[][] rates = new double[windows][works.apply(0).length];
    CyclicBarrier start = new CyclicBarrier(threads);
    Thread[] all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      Work[] own = works.apply(t);
      all[t] = Thread.ofPlatform().start(() -> measure(own, rates, start));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return rates;
  }

  private static void measure(Work[] works, double[][] rates, CyclicBarrier start) {
    try {
      for (double[] window : rates) {
        for (int w = 0; w < works.length; w++) {
          start.await();
          long begin = System.nanoTime();
          double operations = works[w].run();
          double rate = operations / (System.nanoTime() - begin);
          synchronized (window) {
            window[w] += rate;
          }
        }
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
