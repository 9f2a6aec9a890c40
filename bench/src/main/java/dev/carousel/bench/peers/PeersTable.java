package dev.carousel.bench.peers;

import dev.carousel.bench.work.Case;
import java.util.Locale;

/** The rows as a table for people. */
public final class PeersTable {
  private static final String ROW = "%-14s %-7s %-4s %5s %5s %5s %6s %7s %12s %12s %7s %8s %8s";

  private PeersTable() {}

  /** The names of the columns. */
  public static String head() {
    return format(
        ROW,
        "peer",
        "work",
        "cell",
        "batch",
        "time",
        "input",
        "hidden",
        "threads",
        "carousel ms",
        "peer ms",
        "ratio",
        "fastest",
        "ceiling");
  }

  /** A case. */
  public static String row(PeerRow row) {
    Case c = row.which();
    return format(
        ROW,
        Case.name(row.peer()),
        Case.name(c.work()),
        Case.name(c.cell()),
        c.shape().batch(),
        c.shape().time(),
        c.shape().input(),
        c.shape().hidden(),
        c.threads(),
        millis(row.carouselMillis()),
        millis(row.peerMillis()),
        format("%.2f", row.ratio()),
        format("%.2f", row.fastestRatio()),
        format("%.0f %%", 100 * row.ceilingShare()));
  }

  /** A line below the table. */
  public static String summary(Summary s) {
    return format(
        "%s %s %s: %.2f times faster (geometric mean), at least %.2f times;"
            + " %.2f in both sides' fastest rounds",
        Case.name(s.peer()),
        Case.name(s.work()),
        Case.name(s.cell()),
        s.mean(),
        s.least(),
        s.fastest());
  }

  private static String millis(double value) {
    return format(value < 0.1 ? "%.5f" : "%.3f", value);
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
