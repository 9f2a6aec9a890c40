package dev.carousel.bench.peers;

import dev.carousel.bench.ceiling.Ceiling;
import dev.carousel.bench.process.Side;
import dev.carousel.bench.process.Turns;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one case.
 *
 * @param carouselMillis median of the rounds
 * @param peerMillis median of the rounds
 * @param carouselFastest the fastest round, in milliseconds: what a quiet moment gives
 * @param peerFastest the fastest round
 * @param ceilingShare part of the machine's ceiling of multiply-adds, of the same rounds, that
 *     Carousel reached; one step of a stream reads a weight for each, and is bound by that
 */
public record PeerRow(
    Side peer,
    Case which,
    double carouselMillis,
    double peerMillis,
    double carouselFastest,
    double peerFastest,
    double ceilingShare) {

  /** Of the turns that Carousel, the peer and the loop of the ceiling took. */
  static PeerRow of(Side peer, Case which, Turns turns) {
    double millis = turns.median(0);
    double share = Ceiling.share(which.multiplyAdds(), millis, turns.median(2));
    return new PeerRow(peer, which, millis, turns.median(1), turns.least(0), turns.least(1), share);
  }

  /** How many times faster Carousel is. */
  public double ratio() {
    return peerMillis / carouselMillis;
  }

  /** The same of both sides' fastest rounds. */
  public double fastestRatio() {
    return peerFastest / carouselFastest;
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
    row.put("carousel_fastest_ms", Statistics.digits(carouselFastest));
    row.put("peer_fastest_ms", Statistics.digits(peerFastest));
    row.put("ceiling_share", Statistics.digits(ceilingShare));
    return row;
  }
}
