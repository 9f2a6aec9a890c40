package dev.carousel.bench.peers;

import dev.carousel.bench.process.Side;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one case.
 *
 * @param carouselMillis median
 * @param peerMillis median
 * @param ceilingShare part of the machine's ceiling of multiply-adds that Carousel reached; one
 *     step of a stream reads a weight for each, and is bound by that
 */
public record PeerRow(
    Side peer, Case which, double carouselMillis, double peerMillis, double ceilingShare) {

  /** How many times faster Carousel is. */
  public double ratio() {
    return peerMillis / carouselMillis;
  }

  /** As an object of JSON. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("peer", Case.name(peer));
    row.put("work", Case.name(which.work()));
    row.put("cell", Case.name(which.cell()));
    row.put("batch", which.shape().batch());
    row.put("time", which.shape().time());
    row.put("input", which.shape().input());
    row.put("hidden", which.shape().hidden());
    row.put("threads", which.threads());
    row.put("carousel_ms", Statistics.digits(carouselMillis));
    row.put("peer_ms", Statistics.digits(peerMillis));
    row.put("ratio", Statistics.digits(ratio()));
    row.put("ceiling_share", Statistics.digits(ceilingShare));
    return row;
  }
}
